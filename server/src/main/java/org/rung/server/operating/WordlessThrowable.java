package org.rung.server.operating;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.Objects;

/// A failure in the log as text: its kinds and where they happened, without their messages. A
/// message quotes what it stumbled over, and that may be somebody's name or pay.
public final class WordlessThrowable extends ThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    append(text, thrown);
    return text.toString();
  }

  private static void append(StringBuilder text, IThrowableProxy thrown) {
    String lead = "";
    for (IThrowableProxy at = thrown; at != null; at = at.getCause()) {
      text.append(lead).append(at.getClassName());
      if (at instanceof ThrowableProxy proxy) {
        text.append(WordlessStackTrace.state(proxy.getThrowable()));
      }
      text.append('\n');
      for (StackTraceElementProxy frame :
          Objects.requireNonNullElse(
              at.getStackTraceElementProxyArray(), new StackTraceElementProxy[0])) {
        text.append("\tat ").append(frame.getStackTraceElement()).append('\n');
      }
      lead = "Caused by: ";
    }
  }
}
