package org.rung.server.decisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.server.access.Audit;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What people ask to be looked at again, and who answered. Everything is asked once and answered
/// once, whoever clicks twice or at the same time; nothing is deleted.
@Component
public class Appeals {
  /// The most characters that the words of an appeal or an answer may have.
  public static final int MOST_CHARACTERS = 4_000;

  private static final String COLUMNS =
      """
      select id, person_id, person_name, kind, decision_id, matter, shown, said, words, made_by,
             made_at, deadline, ruling, reasons, answered_by, answered_at, answer_id
        from decisions.appeal
      """;

  private final JdbcClient jdbc;
  private final Decisions decisions;
  private final Rules rules;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Appeals(
      JdbcClient jdbc,
      Decisions decisions,
      Rules rules,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.rules = rules;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// The rule that gives the time to answer.
  public Rules.Version rule() {
    return rules.on("appeal-deadline", today());
  }

  /// The last day on which a decision may be appealed: by the rule of the day it was made.
  public LocalDate until(Recorded made) {
    LocalDate day = LocalDate.ofInstant(made.decision().madeAt(), ZoneId.systemDefault());
    return day.plusDays(rules.on("appeal-time", day).figure("days"));
  }

  /// Today, where the server is.
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  // ---- asking

  /// A person asks. The same words about the same matter a second time are the same appeal.
  ///
  /// @param person the person's id in `people`
  /// @param name the person's id in the employer's files
  /// @param words why, and how one can see it
  /// @param by the account that asks
  /// @return the appeal
  /// @throws NotFound when the decision is not about this person
  /// @throws Refused when the words are missing or too long, the matter was appealed already, or
  ///   the last day to appeal a decision is over
  public Appeal ask(long person, String name, Matter matter, String words, String by) {
    String given = text(words, "Say why, so that somebody else can look at it again");
    if (matter instanceof Matter.OfFact fact && plain(fact.said()).isBlank()) {
      throw new Refused("Say what “%s” is instead of “%s”.".formatted(fact.name(), fact.shown()));
    }
    if (matter instanceof Matter.OfFact fact && fact.said().length() > 500) {
      throw new Refused(
          "What “%s” is instead has %s characters. Give at most 500 here, the rest below."
              .formatted(fact.name(), Formats.count(fact.said().length())));
    }
    Appeal appeal =
        transaction.execute(status -> {
          Matter asked = checked(person, matter);
          Optional<Long> made = insert(person, name, asked, given, by);
          Appeal now = made.map(this::get).orElseGet(() -> before(person, asked));
          if (made.isPresent()) {
            audit.change("appeal", "appeal %d of person %s, asked".formatted(now.id(), name));
          } else if (!now.words().equals(given) || !now.matter().equals(asked)) {
            throw new Refused(
                now.open()
                    ? "You asked for “%s” to be looked at on %s. It is answered by %s; nothing was added."
                        .formatted(
                            asked.words(),
                            Formats.moment(now.madeAt()),
                            Formats.date(now.deadline()))
                    : "“%s” was looked at again already, on %s. The answer is a decision of its own, which you may appeal."
                        .formatted(asked.words(), Formats.moment(now.answer().orElseThrow().at())));
          }
          return now;
        });
    return java.util.Objects.requireNonNull(appeal);
  }

  /// A decision must be about the person who appeals it; its words come from the record.
  private Matter checked(long person, Matter matter) {
    return switch (matter) {
      case Matter.OfDecision asked ->
          decisions
              .find(asked.number())
              .filter(found -> found.decision().person() == person)
              .map(this::inTime)
              .map(found -> new Matter.OfDecision(found.number(), found.decision().outcome()))
              .orElseThrow(() ->
                  new NotFound("There is no decision %d about you.".formatted(asked.number())));
      case Matter.OfFact asked ->
          new Matter.OfFact(asked.name(), asked.shown(), plain(asked.said()).strip());
      case Matter.OfPathway asked -> asked;
    };
  }

  /// @throws Refused when its time is over, or nobody can read any more what it was
  private Recorded inTime(Recorded made) {
    if (made.erasedAt().isPresent()) {
      throw new Refused(
          "The text of decision %d was erased on %s: nobody can look at it again."
              .formatted(made.number(), Formats.moment(made.erasedAt().get())));
    }
    LocalDate until = until(made);
    if (today().isAfter(until)
        && jdbc.sql("select id from decisions.appeal where decision_id = :id")
            .param("id", made.number())
            .query(Long.class)
            .optional()
            .isEmpty()) {
      throw new Refused(
          "Decision %d could be appealed until %s.".formatted(made.number(), Formats.date(until)));
    }
    return made;
  }

  /// Without the sign that no database keeps, and with line ends of one kind.
  private static String plain(String text) {
    return text.replace("\u0000", "").replace("\r\n", "\n");
  }

  private Optional<Long> insert(long person, String name, Matter matter, String words, String by) {
    Instant now = clock.instant();
    LocalDate deadline =
        LocalDate.ofInstant(now, ZoneId.systemDefault()).plusDays(rule().figure("days"));
    return jdbc.sql(
            """
            insert into decisions.appeal
                   (person_id, person_name, kind, decision_id, matter, shown, said, words, made_by,
                    made_at, deadline)
            values (:person, :name, :kind, :decision, :matter, :shown, :said, :words, :by,
                    :at::timestamptz, :deadline)
                on conflict do nothing
            returning id
            """)
        .param("person", person)
        .param("name", name)
        .param(
            "kind",
            switch (matter) {
              case Matter.OfDecision decision -> "decision";
              case Matter.OfFact fact -> "fact";
              case Matter.OfPathway pathway -> "pathway";
            })
        .param("decision", matter instanceof Matter.OfDecision decision ? decision.number() : null)
        .param("matter", matter.words())
        .param("shown", matter instanceof Matter.OfFact fact ? fact.shown() : "")
        .param("said", matter instanceof Matter.OfFact fact ? fact.said() : "")
        .param("words", words)
        .param("by", by)
        .param("at", now.toString())
        .param("deadline", deadline)
        .query(Long.class)
        .optional();
  }

  /// The appeal that stands in the way of the same one again.
  private Appeal before(long person, Matter matter) {
    return switch (matter) {
      case Matter.OfDecision decision ->
          jdbc.sql(COLUMNS + " where decision_id = :decision")
              .param("decision", decision.number())
              .query(Appeals::appeal)
              .single();
      case Matter.OfFact fact -> waiting(person, "fact", fact.name());
      case Matter.OfPathway pathway -> waiting(person, "pathway", pathway.wanted());
    };
  }

  private Appeal waiting(long person, String kind, String matter) {
    return jdbc.sql(
            COLUMNS
                + """
                 where person_id = :person
                   and kind = :kind
                   and matter = :matter
                 order by id desc
                 limit 1
                """)
        .param("person", person)
        .param("kind", kind)
        .param("matter", matter)
        .query(Appeals::appeal)
        .single();
  }

  // ---- answering

  /// Somebody else answers. The answer is a new decision about the person. The same answer by the
  /// same account a second time is the same answer.
  ///
  /// @param reasons in words for the person
  /// @param by the account that answers
  /// @param self the employer's id of the person who answers, if the account is somebody's
  /// @throws NotFound when there is no such appeal
  /// @throws Refused when somebody may not answer it, or it was answered already
  public Appeal answer(long id, Ruling ruling, String reasons, String by, Optional<String> self) {
    String given = text(reasons, "Say why: the person reads this as the reason of the answer");
    Appeal answered =
        transaction.execute(status -> {
          // Two people at once, or a double click: the second waits here and is told below.
          jdbc.sql("select id from decisions.appeal where id = :id for update")
              .param("id", id)
              .query(Long.class)
              .optional();
          Appeal appeal = get(id);
          if (appeal.answer().isPresent()) {
            Appeal.Answer before = appeal.answer().get();
            if (before.ruling() == ruling
                && before.reasons().equals(given)
                && before.by().equals(by)) {
              return appeal;
            }
            throw new Refused(
                "Appeal %d was answered already, by %s on %s; an answer never changes. Nothing of yours was recorded."
                    .formatted(id, before.by(), Formats.moment(before.at())));
          }
          barred(appeal, by, self)
              .ifPresent(why -> {
                throw new Refused(why);
              });
          record(appeal, ruling, given, by);
          audit.change("appeal", "appeal %d of person %s, answered".formatted(id, appeal.name()));
          return get(id);
        });
    return java.util.Objects.requireNonNull(answered);
  }

  /// Why this account may not answer, in words; empty when it may.
  ///
  /// @param self the employer's id of the person who answers, if the account is somebody's
  public Optional<String> barred(Appeal appeal, String by, Optional<String> self) {
    if (same(appeal.madeBy(), by) || self.filter(appeal.name()::equals).isPresent()) {
      return Optional.of("You asked for this yourself. Somebody else answers it.");
    }
    return makers(appeal).stream().anyMatch(maker -> same(maker, by))
        ? Optional.of(
            "You made what appeal %d is about. A second person answers it.".formatted(appeal.id()))
        : Optional.empty();
  }

  /// Who made the decision, and who made those whose appeal it answered.
  private List<String> makers(Appeal appeal) {
    return appeal.matter() instanceof Matter.OfDecision decision
        ? jdbc.sql(
                """
                with recursive behind (id) as (
                  select :decision::bigint
                   union
                  select a.decision_id
                    from behind b
                    join decisions.appeal a on a.answer_id = b.id
                   where a.decision_id is not null)
                select d.made_by
                  from behind b
                  join decisions.decision d on d.id = b.id
                """)
            .param("decision", decision.number())
            .query((row, n) -> row.getString("made_by"))
            .list()
        : List.of();
  }

  private void record(Appeal appeal, Ruling ruling, String reasons, String by) {
    Instant now = clock.instant();
    Map<String, String> used = new TreeMap<>();
    used.put("what you wrote", appeal.words());
    if (appeal.matter() instanceof Matter.OfFact fact) {
      used.put("shown", fact.shown());
      used.put("what you say it is", fact.said());
    }
    if (appeal.matter() instanceof Matter.OfDecision decision) {
      used.put("decision", "%d: %s".formatted(decision.number(), decision.outcome()));
    }
    long number =
        decisions.record(
            new Decision(
                appeal.person(),
                "appeal",
                Long.toString(appeal.id()),
                appeal.matter().outcome(ruling),
                List.of(reasons),
                used,
                by,
                now));
    jdbc.sql(
            """
            update decisions.appeal
               set ruling = :ruling,
                   reasons = :reasons,
                   answered_by = :by,
                   answered_at = :at::timestamptz,
                   answer_id = :answer
             where id = :id
               and answered_at is null
            """)
        .param("ruling", ruling.code())
        .param("reasons", reasons)
        .param("by", by)
        .param("at", now.toString())
        .param("answer", number)
        .param("id", appeal.id())
        .update();
  }

  // ---- reading

  /// One appeal.
  ///
  /// @throws NotFound when there is none with this number
  public Appeal get(long id) {
    return jdbc.sql(COLUMNS + " where id = :id")
        .param("id", id)
        .query(Appeals::appeal)
        .optional()
        .orElseThrow(() -> new NotFound("There is no appeal %d.".formatted(id)));
  }

  /// What one person asked, newest first.
  public List<Appeal> of(long person) {
    return jdbc.sql(COLUMNS + " where person_id = :person order by made_at desc, id desc")
        .param("person", person)
        .query(Appeals::appeal)
        .list();
  }

  /// The newest below a number, at most so many.
  ///
  /// @param waiting those that wait, or those that were answered; both without it
  List<Appeal> before(long number, Optional<Boolean> waiting, int most) {
    return jdbc.sql(
            COLUMNS
                + """
                 where id < :number
                   and (:all or (answered_at is null) = :waiting)
                 order by id desc
                 limit :most
                """)
        .param("number", number)
        .param("all", waiting.isEmpty())
        .param("waiting", waiting.orElse(false))
        .param("most", most)
        .query(Appeals::appeal)
        .list();
  }

  /// How many wait.
  public long waiting() {
    return jdbc.sql("select count(*) from decisions.appeal where answered_at is null")
        .query(Long.class)
        .single();
  }

  /// How many wait after their last day.
  long overdue() {
    return jdbc.sql(
            """
            select count(*)
              from decisions.appeal
             where answered_at is null
               and deadline < :today
            """)
        .param("today", today())
        .query(Long.class)
        .single();
  }

  /// Those that wait, the nearest deadline first.
  List<Appeal> waiting(int most) {
    return jdbc.sql(COLUMNS + " where answered_at is null order by deadline, id limit :most")
        .param("most", most)
        .query(Appeals::appeal)
        .list();
  }

  /// Those that were answered, newest first.
  List<Appeal> answered(int most) {
    return jdbc.sql(
            COLUMNS
                + """
                 where answered_at is not null
                 order by answered_at desc, id desc
                 limit :most
                """)
        .param("most", most)
        .query(Appeals::appeal)
        .list();
  }

  private static boolean same(String account, String other) {
    return account.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private static String text(String given, String missing) {
    String text = plain(given).strip();
    if (text.isEmpty()) {
      throw new Refused(
          missing + ", in at most %s characters.".formatted(Formats.count(MOST_CHARACTERS)));
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new Refused(
          "The text has %s characters. Give at most %s."
              .formatted(Formats.count(text.length()), Formats.count(MOST_CHARACTERS)));
    }
    return text;
  }

  private static Appeal appeal(ResultSet row, int n) throws SQLException {
    List<Appeal.Answer> answer = new ArrayList<>();
    if (row.getTimestamp("answered_at") != null) {
      answer.add(
          new Appeal.Answer(
              Ruling.valueOf(row.getString("ruling").toUpperCase(Locale.ROOT)),
              row.getString("reasons"),
              row.getString("answered_by"),
              row.getTimestamp("answered_at").toInstant(),
              row.getLong("answer_id")));
    }
    String matter = row.getString("matter");
    return new Appeal(
        row.getLong("id"),
        row.getLong("person_id"),
        row.getString("person_name"),
        switch (row.getString("kind")) {
          case "decision" -> new Matter.OfDecision(row.getLong("decision_id"), matter);
          case "fact" -> new Matter.OfFact(matter, row.getString("shown"), row.getString("said"));
          default -> new Matter.OfPathway(matter);
        },
        row.getString("words"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        row.getDate("deadline").toLocalDate(),
        answer.stream().findFirst());
  }
}
