package org.rung.server.apprenticeships;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// The server's clock stands where a test sets it; never ahead of the real one, by which sessions
/// would end.
@TestConfiguration
class SetClock {
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T18:00:00Z"));

  static void at(String instant) {
    NOW.set(Instant.parse(instant));
  }

  @Bean
  @Primary
  Clock calendar() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneId.systemDefault();
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return NOW.get();
      }
    };
  }
}
