package org.rung.server.tuition;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// The server's clock stands at the beginning of a day that a test sets: never ahead of the real
/// one on the day itself, by which sessions would end.
@TestConfiguration
public class Calendar {
  private static final AtomicReference<LocalDate> TODAY =
      new AtomicReference<>(LocalDate.of(2026, 11, 23));

  /// @param day like 2026-11-23
  public static void today(String day) {
    TODAY.set(LocalDate.parse(day));
  }

  static LocalDate today() {
    return TODAY.get();
  }

  @Bean
  @Primary
  Clock calendarClock() {
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
        return TODAY.get().atStartOfDay(ZoneId.systemDefault()).toInstant();
      }
    };
  }
}
