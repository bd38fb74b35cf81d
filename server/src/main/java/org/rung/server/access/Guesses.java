package org.rung.server.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Slows whoever guesses passwords, on all servers together. Wrong passwords are counted by account
/// and by address; after the free ones each doubles the wait. A browser in which somebody signed in
/// to the account before is counted by itself instead, so that strangers cannot lock its owner out;
/// for a new browser the wait of an account stays under a minute for the same reason. Accounts that
/// do not exist are counted like those that do.
///
/// After OWASP, *Slow down online guessing attacks with device cookies*.
@Component
class Guesses {
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Guesses(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  private enum Kind {
    ACCOUNT(5, Duration.ofMinutes(1)),
    ADDRESS(20, Duration.ofMinutes(15)),
    DEVICE(5, Duration.ofMinutes(15));

    final int free;
    final Duration longest;

    Kind(int free, Duration longest) {
      this.free = free;
      this.longest = longest;
    }

    Duration after(int failures) {
      if (failures < free) {
        return Duration.ZERO;
      }
      Duration wait = FIRST.multipliedBy(1L << Math.min(failures - free, 20));
      return wait.compareTo(longest) < 0 ? wait : longest;
    }
  }

  /// @param account the email as it was given
  /// @param address of who asks, as numbers
  /// @param device what the cookie of the browser holds, empty without one
  record Guess(String account, String address, String device) {
    String email() {
      return account.toLowerCase(Locale.ROOT).strip();
    }
  }

  private record Counted(Kind kind, String subject) {}

  private record Count(String subject, int failures, Instant last, Instant free) {}

  /// Whether a password is looked at now. It counts as wrong until [#right] says otherwise, so that
  /// many at the same moment count too.
  ///
  /// @return zero when it may be looked at, else how long to wait
  Duration admit(Guess guess) {
    return admit(counted(guess));
  }

  /// Counts a token of the API that opens nothing. By its network alone, and apart from passwords:
  /// whoever mistypes a token is not kept from signing in.
  ///
  /// @return zero, or how long to wait
  Duration unknownToken(String address) {
    return admit(List.of(new Counted(Kind.ADDRESS, "token " + Digest.hex(network(address)))));
  }

  private Duration admit(List<Counted> subjects) {
    // As the database keeps it: a time rounded up there would be a wait.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Counted> all = subjects.stream().sorted(Comparator.comparing(Counted::subject)).toList();
    Duration wait =
        transaction.execute(status -> {
          jdbc.sql(
                  """
                  delete from access.attempt
                   where subject in (select subject
                                       from access.attempt
                                      where last_at < :old
                                      limit 100
                                        for update skip locked)
                  """)
              .param("old", Timestamp.from(now.minus(FORGOTTEN)))
              .update();
          List<Count> counts = all.stream().map(counted -> locked(counted, now)).toList();
          Instant free =
              counts.stream().map(Count::free).max(Comparator.naturalOrder()).orElse(now);
          if (free.isAfter(now)) {
            return Duration.between(now, free);
          }
          for (int i = 0; i < all.size(); i++) {
            int failures = counts.get(i).failures + 1;
            jdbc.sql(
                    """
                    update access.attempt
                       set failures = :failures, last_at = :now, free_at = :free
                     where subject = :subject
                    """)
                .param("failures", failures)
                .param("now", Timestamp.from(now))
                .param("free", Timestamp.from(now.plus(all.get(i).kind.after(failures))))
                .param("subject", all.get(i).subject)
                .update();
          }
          return Duration.ZERO;
        });
    return wait == null ? Duration.ZERO : wait;
  }

  /// The password was right: its own counts begin anew, the address gets back what it was charged.
  void right(Guess guess) {
    for (Counted counted : counted(guess)) {
      jdbc.sql(
              """
              update access.attempt
                 set failures = case when :address then greatest(failures - 1, 0) else 0 end,
                     free_at = :now
               where subject = :subject
              """)
          .param("address", counted.kind == Kind.ADDRESS)
          .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
          .param("subject", counted.subject)
          .update();
    }
  }

  /// Knows a browser from now on.
  ///
  /// @param device what its cookie holds, empty without one
  /// @return what its cookie is to hold
  String remember(String account, String device) {
    String kept = device;
    if (!device.matches("[0-9a-f]{32}")) {
      byte[] random = new byte[16];
      RANDOM.nextBytes(random);
      kept = HexFormat.of().formatHex(random);
    }
    jdbc.sql(
            """
            insert into access.device (digest, account, made_at)
            values (:digest, :account, :now)
                on conflict (digest, account) do update set made_at = excluded.made_at
            """)
        .param("digest", Digest.of(kept))
        .param("account", account)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return kept;
  }

  private List<Counted> counted(Guess guess) {
    List<Counted> counted = new ArrayList<>();
    if (known(guess)) {
      counted.add(
          new Counted(Kind.DEVICE, "device " + Digest.hex(guess.device + " " + guess.email())));
    } else {
      counted.add(new Counted(Kind.ACCOUNT, "account " + Digest.hex(guess.email())));
      counted.add(new Counted(Kind.ADDRESS, "address " + Digest.hex(network(guess.address))));
    }
    return counted;
  }

  private boolean known(Guess guess) {
    return !guess.device.isEmpty()
        && jdbc.sql(
                """
                select exists (select 1
                                 from access.device
                                where digest = :digest
                                  and account = :account)
                """)
            .param("digest", Digest.of(guess.device))
            .param("account", guess.email())
            .query(Boolean.class)
            .single();
  }

  private Count locked(Counted counted, Instant now) {
    jdbc.sql(
            """
            insert into access.attempt (subject, failures, last_at, free_at)
            values (:subject, 0, :now, :now)
                on conflict (subject) do nothing
            """)
        .param("subject", counted.subject)
        .param("now", Timestamp.from(now))
        .update();
    return jdbc.sql(
            """
            select subject, failures, last_at, free_at
              from access.attempt
             where subject = :subject
               for update
            """)
        .param("subject", counted.subject)
        .query((row, n) ->
            new Count(
                row.getString("subject"),
                row.getTimestamp("last_at").toInstant().isBefore(now.minus(FORGOTTEN))
                    ? 0
                    : row.getInt("failures"),
                row.getTimestamp("last_at").toInstant(),
                row.getTimestamp("free_at").toInstant()))
        .single();
  }

  /// An address of IPv6 counts as its network of 64 bits, which one customer has alone.
  static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
