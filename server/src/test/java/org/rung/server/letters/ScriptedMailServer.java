package org.rung.server.letters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// Speaks just enough SMTP to refuse: recipients that begin with `gone` for good, with `busy` for
/// now.
final class ScriptedMailServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  ScriptedMailServer() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Who got a letter, one entry each.
  List<String> taken() {
    return taken;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket one = socket.accept();
        Thread.ofVirtual().start(() -> talk(one));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket one) {
    try (one;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = one.getOutputStream();
      say(out, "220 scripted");
      String to = "";
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.toUpperCase(Locale.ROOT);
        if (data) {
          if (line.equals(".")) {
            data = false;
            taken.add(to);
            say(out, "250 taken as 4711");
          }
        } else if (verb.startsWith("RCPT")) {
          to = line.replaceFirst(".*<(.*)>.*", "$1");
          say(
              out,
              to.startsWith("gone")
                  ? "550 5.1.1 nobody of this name"
                  : to.startsWith("busy") ? "451 4.3.0 come later" : "250 fine");
        } else if (verb.startsWith("DATA")) {
          data = true;
          say(out, "354 go on");
        } else if (verb.startsWith("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          say(out, "250 fine");
        }
      }
    } catch (IOException e) {
      // Whoever spoke has gone.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
