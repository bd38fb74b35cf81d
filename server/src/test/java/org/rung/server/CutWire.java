package org.rung.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire to a port of this machine that can be cut, which resets what goes over it and refuses
/// what comes, and mended.
final class CutWire implements AutoCloseable {
  private final int to;
  private final int port;
  private final Set<Socket> ends;
  private ServerSocket entry;

  private CutWire(int to) throws IOException {
    this.to = to;
    ends = ConcurrentHashMap.newKeySet();
    entry = bound(0);
    port = entry.getLocalPort();
    serve(entry);
  }

  /// A whole wire to a port.
  static CutWire to(int port) {
    try {
      return new CutWire(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  void cut() throws IOException {
    entry.close();
    for (Socket end : ends) {
      try (end) {
        end.setSoLinger(true, 0);
      } catch (SocketException e) {
        // Hung up just now.
        ends.remove(end);
      }
    }
    ends.clear();
  }

  void mend() throws IOException {
    entry = bound(port);
    serve(entry);
  }

  private static ServerSocket bound(int at) throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    return opened;
  }

  private void serve(ServerSocket opened) {
    Thread.ofVirtual().start(() -> accept(opened));
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket near = opened.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        ends.add(near);
        ends.add(far);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException e) {
        if (!opened.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void pump(Socket from, Socket into) {
    try (from;
        into) {
      from.getInputStream().transferTo(into.getOutputStream());
    } catch (IOException e) {
      // Cut, or hung up: both ends close.
      ends.remove(into);
    }
    ends.remove(from);
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
