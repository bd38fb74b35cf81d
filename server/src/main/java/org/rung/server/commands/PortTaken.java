package org.rung.server.commands;

/// Something listens at the port already; the message says so and what to do.
final class PortTaken extends RuntimeException {
  /// @param port on 127.0.0.1
  PortTaken(int port, Throwable cause) {
    super(
        "Port %d is taken: something listens there already, perhaps another Rung. Stop it, or give another with --port."
            .formatted(port),
        cause);
  }
}
