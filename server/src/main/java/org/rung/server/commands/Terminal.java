package org.rung.server.commands;

import java.io.PrintStream;
import org.rung.server.jobs.Work;

/// Progress on a terminal: one line that is written over; in a file or pipe a line a phase.
final class Terminal implements Work.Progress {
  private static final int BAR = 30;

  private final PrintStream to;
  private final boolean live;
  private String last = "";

  Terminal(PrintStream to) {
    this.to = to;
    this.live = System.console() != null && System.console().isTerminal();
  }

  @Override
  public void step(String phase, long done, long total) {
    String line = total > 0 ? "[%d/%d] %s".formatted(done, total, phase) : phase;
    if (line.equals(last)) {
      return;
    }
    if (live) {
      to.print("\r\u001b[2K" + line);
      to.flush();
    } else if (!withoutFigures(line).equals(withoutFigures(last))) {
      to.println(line);
    }
    last = line;
  }

  /// A bar on a terminal; in a file or pipe nothing, the result says enough.
  void bar(String what, long done, long total) {
    if (!live) {
      return;
    }
    int filled = total <= 0 ? 0 : (int) Math.min(BAR, done * BAR / total);
    String line =
        total <= 0
            ? what
            : "%s%s %3d %% %s"
                .formatted(
                    "█".repeat(filled),
                    "░".repeat(BAR - filled),
                    Math.min(100, done * 100 / total),
                    what);
    if (!line.equals(last)) {
      to.print("\r\u001b[2K" + line);
      to.flush();
      last = line;
    }
  }

  private static String withoutFigures(String line) {
    return line.replaceFirst(", within .*$", "");
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  void close() {
    if (live && !last.isEmpty()) {
      to.print("\r\u001b[2K");
      to.flush();
    }
  }
}
