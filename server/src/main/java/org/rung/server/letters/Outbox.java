package org.rung.server.letters;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rung.server.access.Audit;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is under way to the mail server. A server takes letters in hand for a while; those of a
/// server that was killed are taken again afterwards, and the reader's mail program knows the
/// second copy by its Message-ID. All times are the database's own, so that several servers agree.
@Component
class Outbox {
  /// How long a server has letters in hand, far beyond what it needs for them.
  static final Duration HELD = Duration.ofMinutes(10);

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4));
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  /// Three days: 8 waits of under 8 hours together, then one every 6 hours.
  static final int MOST_ATTEMPTS = 19;

  private final JdbcClient jdbc;
  private final MailSettings mail;
  private final Bell bell;
  private final Audit audit;

  Outbox(JdbcClient jdbc, MailSettings mail, Bell bell, Audit audit) {
    this.jdbc = jdbc;
    this.mail = mail;
    this.bell = bell;
    this.audit = audit;
  }

  /// A letter in hand.
  ///
  /// @param attempt which one this is, 1 for the first
  record Taken(long letter, int attempt) {}

  /// Takes letters in hand that are due, the oldest first, and none that another server has.
  List<Taken> take(int most) {
    return jdbc.sql(
            """
            update letters.delivery
               set attempts = attempts + 1,
                   held_until = now() + make_interval(secs => :held)
             where letter_id in (select letter_id
                                   from letters.delivery
                                  where state = 'waiting'
                                    and next_at <= now()
                                    and (held_until is null or held_until < now())
                                  order by next_at, letter_id
                                  limit :most
                                    for update skip locked)
            returning letter_id, attempts
            """)
        .param("held", (double) HELD.toSeconds())
        .param("most", most)
        .query((row, n) -> new Taken(row.getLong("letter_id"), row.getInt("attempts")))
        .list();
  }

  /// The mail server took it.
  void sent(Taken taken, String to, String answer) {
    settle(taken, Delivery.State.SENT, to, answer);
  }

  /// It will not be taken, however often it is tried.
  void failed(Taken taken, String answer) {
    settle(taken, Delivery.State.FAILED, "", answer);
  }

  /// There is nowhere to send it.
  void unsent(Taken taken, String why) {
    settle(taken, Delivery.State.UNSENT, "", why);
  }

  private void settle(Taken taken, Delivery.State state, String to, String answer) {
    jdbc.sql(
            """
            update letters.delivery
               set state = :state,
                   answer = :answer,
                   sent_to = nullif(:to, ''),
                   held_until = null,
                   settled_at = now()
             where letter_id = :letter
               and state = 'waiting'
               and attempts = :attempt
            """)
        .param("state", state.code())
        .param("answer", kept(answer))
        .param("to", to)
        .param("letter", taken.letter())
        .param("attempt", taken.attempt())
        .update();
  }

  /// It was not taken now. After the last attempt it is given up.
  void later(Taken taken, String answer) {
    if (taken.attempt() >= MOST_ATTEMPTS) {
      failed(taken, answer);
      return;
    }
    jdbc.sql(
            """
            update letters.delivery
               set answer = :answer,
                   held_until = null,
                   next_at = now() + make_interval(secs => :wait)
             where letter_id = :letter
               and state = 'waiting'
               and attempts = :attempt
            """)
        .param("answer", kept(answer))
        .param("wait", (double) waitAfter(taken.attempt()).toSeconds())
        .param("letter", taken.letter())
        .param("attempt", taken.attempt())
        .update();
  }

  /// Not tried: others take it at once, and it does not count.
  void giveBack(List<Taken> untried) {
    for (Taken taken : untried) {
      jdbc.sql(
              """
              update letters.delivery
                 set held_until = null, attempts = attempts - 1
               where letter_id = :letter
                 and state = 'waiting'
                 and attempts = :attempt
              """)
          .param("letter", taken.letter())
          .param("attempt", taken.attempt())
          .update();
    }
  }

  /// How long a letter waits after an attempt that failed.
  ///
  /// @param attempt 1 for the first
  static Duration waitAfter(int attempt) {
    return attempt <= WAITS.size() ? WAITS.get(attempt - 1) : LONGEST_WAIT;
  }

  /// As the database takes it, and no longer than anybody reads.
  private static String kept(String answer) {
    String line = Words.oneLine(answer);
    return line.length() > 500 ? line.substring(0, 500) + "…" : line;
  }

  /// @throws Refused when no mail server is named
  void requireServer() {
    if (!mail.given()) {
      throw new Refused(
          "No mail server is named. Whoever runs the server sets RUNG_SMTP_URL and RUNG_MAIL_FROM.");
    }
  }

  /// Somebody sends a letter again that failed or is read on its page alone, or does not wait for
  /// the next attempt.
  ///
  /// @throws Refused when no mail server is named, or the letter is sent or erased
  void sendAgain(Sent letter) {
    requireServer();
    boolean changed =
        switch (letter.delivery().state()) {
          case WAITING -> now(letter.id());
          case FAILED, UNSENT -> again(letter.id());
          case SENT -> false;
        };
    if (!changed) {
      throw new Refused(
          "Letter %d is sent, or its words have been erased. Nothing was sent."
              .formatted(letter.id()));
    }
    audit.change("letters", "letter %d to %s, sent again".formatted(letter.id(), letter.to()));
    bell.ring();
  }

  /// Somebody sends all again that failed.
  ///
  /// @throws Refused when no mail server is named
  void sendAllAgain() {
    requireServer();
    audit.change("letters", "%d letters, sent again".formatted(allAgain()));
    bell.ring();
  }

  /// Sends a letter again that failed, or that was read on the page alone.
  ///
  /// @return whether there was one
  boolean again(long letter) {
    return jdbc.sql(
                """
                update letters.delivery d
                   set state = 'waiting', attempts = 0, next_at = now(), settled_at = null
                  from letters.letter l
                 where d.letter_id = :letter
                   and l.id = d.letter_id
                   and l.erased_at is null
                   and d.state in ('failed', 'unsent')
                """)
            .param("letter", letter)
            .update()
        > 0;
  }

  /// Tries one that waits at once.
  boolean now(long letter) {
    return jdbc.sql(
                """
                update letters.delivery
                   set next_at = now()
                 where letter_id = :letter
                   and state = 'waiting'
                """)
            .param("letter", letter)
            .update()
        > 0;
  }

  /// Sends all again that failed.
  ///
  /// @return how many
  int allAgain() {
    return jdbc.sql(
            """
            update letters.delivery d
               set state = 'waiting', attempts = 0, next_at = now(), settled_at = null
              from letters.letter l
             where l.id = d.letter_id
               and l.erased_at is null
               and d.state = 'failed'
            """)
        .update();
  }

  /// How many letters are in each state.
  Map<Delivery.State, Long> counts() {
    Map<Delivery.State, Long> counts = new EnumMap<>(Delivery.State.class);
    for (Delivery.State state : Delivery.State.values()) {
      counts.put(state, 0L);
    }
    jdbc.sql("select state, count(*) as letters from letters.delivery group by state")
        .query((row, n) ->
            Map.entry(Delivery.State.of(row.getString("state")), row.getLong("letters")))
        .list()
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /// How many failed.
  long failed() {
    return jdbc.sql("select count(*) from letters.delivery where state = 'failed'")
        .query(Long.class)
        .single();
  }
}
