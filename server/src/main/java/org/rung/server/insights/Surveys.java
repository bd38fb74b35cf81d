package org.rung.server.insights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.rung.server.access.Audit;
import org.rung.server.decisions.Envelopes;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.rules.SmallGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Surveys and their answers. An answer waits, closed under the server's key, until at least five
/// can be counted at once, drawn by lot of ten or more; only counts are kept. So nobody changes an
/// answer once it is given: nobody knows which it was.
@Component
class Surveys {
  static final int FEWEST_QUESTIONS = 2;
  static final int MOST_QUESTIONS = 4;

  /// The longest a survey may be open.
  static final int MOST_DAYS = 92;

  /// Answers that are counted at once, at least.
  private static final int BATCH = SmallGroups.LEAST;

  private static final String SELECT =
      """
      select s.id, s.programme_id, g.name, s.intake_id, i.starts, s.moment, s.questions, s.closes_on,
             s.state, s.asked, s.answered, s.counted, s.unread, s.opened_by
        from insights.survey s
        join programmes.programme g on g.id = s.programme_id
        left join enrolment.intake i on i.id = s.intake_id
      """;

  /// Who can be asked: people who work here now and whom no survey asked about this moment of the
  /// programme.
  private static final String AUDIENCE =
      """
      select w.person_id
        from (select x.person_id
                from enrolment.enrolment x
                join enrolment.intake i on i.id = x.intake_id
               where i.programme_id = :programme
                 and (:intake::bigint is null or i.id = :intake::bigint)
                 and case :moment
                       when 'before' then x.state in ('asked', 'enrolled')
                       when 'end' then x.state in ('completed', 'failed', 'placed')
                       else x.state in ('completed', 'placed')
                            and coalesce((select min(s.made_at)
                                            from enrolment.step s
                                           where s.enrolment_id = x.id
                                             and s.state = 'completed'),
                                         x.since) < :ended::date + interval '1 day'
                     end
              union
              select a.person_id
                from tuition.application a
               where a.programme_id = :programme
                 and :intake::bigint is null
                 and case :moment
                       when 'before' then a.state = 'open'
                                          and not exists (select 1
                                                            from tuition.term t
                                                           where t.application_id = a.id
                                                             and t.starts <= :today::date)
                       when 'end' then a.state in ('passed', 'failed')
                       else a.state = 'passed' and a.ended_on <= :ended::date
                     end) w
       where exists (select 1 from people.now e where e.person_id = w.person_id)
         and not exists (select 1
                           from insights.asked d
                          where d.programme_id = :programme
                            and d.moment = :moment
                            and d.person_id = w.person_id)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Envelopes envelopes;
  private final Audit audit;
  private final Clock clock;
  private final RandomGenerator lot = new java.security.SecureRandom();

  Surveys(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Envelopes envelopes,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.envelopes = envelopes;
    this.audit = audit;
    this.clock = clock;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  // ---- opening and closing

  /// What a planner asks for.
  ///
  /// @param intake empty for everybody of the programme
  record Asked(
      long programme,
      OptionalLong intake,
      Moment moment,
      List<Question> questions,
      LocalDate closesOn) {
    Asked {
      questions = List.copyOf(questions);
    }
  }

  /// How many people a survey would ask today.
  int audience(long programme, OptionalLong intake, Moment moment) {
    return asking("select count(*) from (" + AUDIENCE + ") w", programme, intake, moment)
        .query(Integer.class)
        .single();
  }

  private JdbcClient.StatementSpec asking(
      String sql, long programme, OptionalLong intake, Moment moment) {
    return jdbc.sql(sql)
        .param("programme", programme)
        .param("intake", intake.isPresent() ? Long.toString(intake.getAsLong()) : null)
        .param("moment", moment.code())
        .param("today", today().toString())
        .param("ended", today().minusDays(Moment.DAYS).toString());
  }

  /// Opens a survey for everybody who can be asked now.
  ///
  /// @return its number
  /// @throws Refused when too few can be asked, there is no such programme, or the questions or the
  ///   last day cannot be
  long open(Asked asked, String by) {
    List<Question> questions = asked.questions().stream().distinct().toList();
    if (questions.size() < FEWEST_QUESTIONS || questions.size() > MOST_QUESTIONS) {
      throw new Refused(
          "%s chosen. Choose %d to %d."
              .formatted(
                  Formats.counted(questions.size(), "question is", "questions are"),
                  FEWEST_QUESTIONS,
                  MOST_QUESTIONS));
    }
    LocalDate today = today();
    if (asked.closesOn().isBefore(today) || asked.closesOn().isAfter(today.plusDays(MOST_DAYS))) {
      throw new Refused(
          "%s is no last day to answer. Give one from today, %s, to %s."
              .formatted(
                  Formats.date(asked.closesOn()),
                  Formats.date(today),
                  Formats.date(today.plusDays(MOST_DAYS))));
    }
    return transaction.execute(status -> {
      // Two at once for the same programme: the second finds nobody left to ask.
      if (jdbc.sql("select id from programmes.programme where id = :id for no key update")
          .param("id", asked.programme())
          .query(Long.class)
          .optional()
          .isEmpty()) {
        throw new Refused("There is no programme %d.".formatted(asked.programme()));
      }
      List<Long> people =
          asking(AUDIENCE, asked.programme(), asked.intake(), asked.moment())
              .query((row, n) -> row.getLong(1))
              .list();
      if (people.size() < SmallGroups.LEAST) {
        throw new Refused(
            "%s be asked (%s, and was not asked before). Of fewer than five no answer could ever be shown: ask later, or everybody of the programme."
                .formatted(
                    people.isEmpty()
                        ? "Nobody can"
                        : Formats.counted(people.size(), "person could", "people could"),
                    asked.moment().whom()));
      }
      long id = begin(asked, questions, people.size(), by);
      jdbc.sql(
              """
              insert into insights.asked (survey_id, person_id, programme_id, moment)
              select :survey, w.person_id, :programme, :moment
                from unnest(:people::bigint[]) w (person_id)
               order by w.person_id
              """)
          .param("survey", id)
          .param("programme", asked.programme())
          .param("moment", asked.moment().code())
          .param("people", people.stream().mapToLong(Long::longValue).toArray())
          .update();
      audit.change(
          by,
          "survey",
          "survey %d of programme %d, opened for %d people"
              .formatted(id, asked.programme(), people.size()));
      return id;
    });
  }

  private long begin(Asked asked, List<Question> questions, int people, String by) {
    long id =
        jdbc.sql(
                """
                insert into insights.survey
                       (programme_id, intake_id, moment, questions, closes_on, asked, opened_by, opened_at)
                values (:programme, :intake::bigint, :moment, :questions::text[], :closes::date, :asked, :by,
                        :now::timestamptz)
                returning id
                """)
            .param("programme", asked.programme())
            .param(
                "intake",
                asked.intake().isPresent() ? Long.toString(asked.intake().getAsLong()) : null)
            .param("moment", asked.moment().code())
            .param("questions", questions.stream().map(Question::code).toArray(String[]::new))
            .param("closes", asked.closesOn().toString())
            .param("asked", people)
            .param("by", by)
            .param("now", clock.instant().toString())
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into insights.tally (survey_id, question, answer)
            select s.id, q.question, a.answer
              from insights.survey s
             cross join unnest(s.questions) q (question)
             cross join generate_series(0, 5) a (answer)
             where s.id = :survey
            """)
        .param("survey", id)
        .update();
    return id;
  }

  /// Closes a survey for good: what waits is counted, or thrown away unread where fewer than five
  /// answered. A second time it changes nothing.
  ///
  /// @throws NotFound when there is none
  void close(long survey, String by) {
    transaction.executeWithoutResult(status -> {
      Locked locked = lock(survey);
      if (locked.closed()) {
        return;
      }
      List<Waits> waits = readable(survey);
      if (locked.counted() + waits.size() >= BATCH) {
        count(locked, waits);
      }
      jdbc.sql("delete from insights.waiting where survey_id = :survey")
          .param("survey", survey)
          .update();
      jdbc.sql(
              """
              update insights.survey s
                 set state = 'closed',
                     answered = (select count(*)
                                   from insights.asked d
                                  where d.survey_id = s.id
                                    and d.state = 'answered'),
                     closed_by = :by,
                     closed_at = :now::timestamptz
               where s.id = :survey
              """)
          .param("by", by)
          .param("now", clock.instant().toString())
          .param("survey", survey)
          .update();
      // Who took part is nobody's business any more.
      jdbc.sql("update insights.asked set state = 'closed' where survey_id = :survey")
          .param("survey", survey)
          .update();
      audit.change(by, "survey", "survey %d, closed".formatted(survey));
    });
  }

  /// Surveys whose last day is over.
  List<Long> due(LocalDate today) {
    return jdbc.sql(
            """
            select id
              from insights.survey
             where state = 'open'
               and closes_on < :today::date
             order by id
            """)
        .param("today", today.toString())
        .query((row, n) -> row.getLong(1))
        .list();
  }

  // ---- answering

  /// What a person is asked, the earliest last day first; what is closed is not among them.
  List<MySurvey> of(long person) {
    return jdbc.sql(
            """
            select d.state as mine, w.*
              from insights.asked d
              join (%s) w on w.id = d.survey_id
             where d.person_id = :person
               and d.state <> 'closed'
               and w.closes_on >= :today::date
             order by w.closes_on, w.id
            """
                .formatted(SELECT))
        .param("person", person)
        .param("today", today().toString())
        .query((row, n) -> new MySurvey(survey(row), row.getString("mine")))
        .list();
  }

  /// How many wait for a person's answer.
  int waitingFor(String employerId) {
    return jdbc.sql(
            """
            select count(*)
              from insights.asked d
              join insights.survey s on s.id = d.survey_id
              join people.person p on p.id = d.person_id
             where p.employer_id = :person
               and d.state = 'asked'
               and s.closes_on >= :today::date
            """)
        .param("person", employerId)
        .param("today", today().toString())
        .query(Integer.class)
        .single();
  }

  /// Takes the answers of a person, once. A second time, or two at once, changes nothing.
  ///
  /// @param answers from 1 to 5 or [Question#UNSAID], one to each question of the survey
  /// @throws NotFound when the person is not asked
  /// @throws Refused when an answer is missing, or it is closed
  void answer(long person, long survey, Map<Question, Integer> answers) {
    transaction.executeWithoutResult(status -> {
      Locked locked = lockFor(person, survey);
      byte[] given = new byte[locked.questions().size()];
      for (int i = 0; i < given.length; i++) {
        int answer = answers.getOrDefault(locked.questions().get(i), -1);
        if (answer < Question.UNSAID || answer > Question.MOST) {
          throw new Refused(
              "“%s” has no answer yet. Choose one, or “rather not say”."
                  .formatted(locked.questions().get(i).text()));
        }
        given[i] = (byte) answer;
      }
      refuseClosed(locked);
      if (mark(person, survey, "answered", "'asked', 'declined'") == 0) {
        return;
      }
      Envelopes.Envelope envelope = envelopes.close(given, about(survey));
      jdbc.sql(
              """
              insert into insights.waiting (survey_id, closed, server)
              values (:survey, :closed, :server)
              """)
          .param("survey", survey)
          .param("closed", envelope.closed())
          .param("server", envelope.server())
          .update();
      List<Waits> waits = readable(survey);
      if (waits.size() >= 2 * BATCH) {
        Collections.shuffle(waits, java.util.Random.from(lot));
        count(locked, waits.subList(0, BATCH));
      }
    });
  }

  /// A person rather takes no part; until the last day they may still answer.
  ///
  /// @throws NotFound when the person is not asked
  /// @throws Refused when it is closed, or answered already
  void decline(long person, long survey) {
    transaction.executeWithoutResult(status -> {
      refuseClosed(lockFor(person, survey));
      if (mark(person, survey, "declined", "'asked', 'declined'") == 0) {
        throw new Refused(
            "You have answered already. Nobody knows which answers are yours, so they stay.");
      }
    });
  }

  private void refuseClosed(Locked locked) {
    if (locked.closed() || locked.closesOn().isBefore(today())) {
      throw new Refused(
          "This survey was open until %s. Nothing was sent."
              .formatted(Formats.date(locked.closesOn())));
    }
  }

  private int mark(long person, long survey, String state, String from) {
    return jdbc.sql(
            """
            update insights.asked
               set state = :state
             where survey_id = :survey
               and person_id = :person
               and state in (%s)
            """
                .formatted(from))
        .param("state", state)
        .param("survey", survey)
        .param("person", person)
        .update();
  }

  // ---- counting

  /// Whoever answers or closes the same survey waits for the end of the transaction.
  private record Locked(
      long id, List<Question> questions, LocalDate closesOn, boolean closed, int counted) {}

  private Locked lockFor(long person, long survey) {
    if (!jdbc.sql(
            "select exists (select 1 from insights.asked where survey_id = :survey and person_id = :person)")
        .param("survey", survey)
        .param("person", person)
        .query(Boolean.class)
        .single()) {
      throw none(survey);
    }
    return lock(survey);
  }

  private Locked lock(long survey) {
    return jdbc.sql(
            """
            select id, questions, closes_on, state, counted
              from insights.survey
             where id = :survey
               for no key update
            """)
        .param("survey", survey)
        .query((row, n) ->
            new Locked(
                row.getLong("id"),
                questions(row),
                row.getDate("closes_on").toLocalDate(),
                row.getString("state").equals("closed"),
                row.getInt("counted")))
        .optional()
        .orElseThrow(() -> none(survey));
  }

  /// An answer that waits.
  private record Waits(String id, byte[] answers) {}

  /// What waits and can be opened. What no key opens any more is thrown away and noted.
  private List<Waits> readable(long survey) {
    List<Waits> readable = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    jdbc.sql("select id::text, closed, server from insights.waiting where survey_id = :survey")
        .param("survey", survey)
        .query((row, n) ->
            Map.entry(
                row.getString("id"),
                new Envelopes.Envelope(row.getBytes("closed"), row.getString("server"))))
        .list()
        .forEach(one ->
            envelopes
                .open(one.getValue(), about(survey))
                .ifPresentOrElse(
                    plain -> readable.add(new Waits(one.getKey(), plain)),
                    () -> unread.add(one.getKey())));
    if (!unread.isEmpty()) {
      throwAway(unread);
      jdbc.sql("update insights.survey set unread = unread + :n where id = :survey")
          .param("n", unread.size())
          .param("survey", survey)
          .update();
    }
    return readable;
  }

  /// Counts some answers at once, in every cell of the survey.
  private void count(Locked locked, List<Waits> some) {
    if (some.isEmpty()) {
      return;
    }
    List<String> questions = new ArrayList<>();
    List<Integer> cells = new ArrayList<>();
    List<Integer> more = new ArrayList<>();
    for (int q = 0; q < locked.questions().size(); q++) {
      int[] given = new int[Question.MOST + 1];
      for (Waits one : some) {
        given[one.answers()[q]]++;
      }
      for (int answer = 0; answer <= Question.MOST; answer++) {
        questions.add(locked.questions().get(q).code());
        cells.add(answer);
        more.add(given[answer]);
      }
    }
    throwAway(some.stream().map(Waits::id).toList());
    jdbc.sql(
            """
            update insights.tally t
               set people = t.people + m.people
              from unnest(:questions::text[], :cells::int[], :more::int[]) m (question, answer, people)
             where t.survey_id = :survey
               and t.question = m.question
               and t.answer = m.answer
            """)
        .param("questions", questions.toArray(String[]::new))
        .param("cells", cells.stream().mapToInt(Integer::intValue).toArray())
        .param("more", more.stream().mapToInt(Integer::intValue).toArray())
        .param("survey", locked.id())
        .update();
    jdbc.sql("update insights.survey set counted = counted + :n where id = :survey")
        .param("n", some.size())
        .param("survey", locked.id())
        .update();
  }

  private void throwAway(List<String> ids) {
    jdbc.sql("delete from insights.waiting where id = any (:ids::uuid[])")
        .param("ids", ids.toArray(String[]::new))
        .update();
  }

  private static String about(long survey) {
    return "survey " + survey;
  }

  // ---- reading

  /// All, the newest first.
  List<Survey> all() {
    return jdbc.sql(SELECT + " order by s.id desc").query((row, n) -> survey(row)).list();
  }

  /// One by its number.
  ///
  /// @throws NotFound when there is none
  SurveyResult result(long survey) {
    return results(" where s.id = :id", Map.of("id", survey)).stream()
        .findFirst()
        .orElseThrow(() -> none(survey));
  }

  /// What may be told of the surveys of a programme, the oldest first.
  List<SurveyResult> results(long programme) {
    return results(" where s.programme_id = :id", Map.of("id", programme));
  }

  /// What may be told of every survey, the oldest first.
  List<SurveyResult> results() {
    return results("", Map.of());
  }

  private List<SurveyResult> results(String where, Map<String, ?> parameters) {
    record Read(Survey survey, int counted) {}
    List<Read> surveys =
        jdbc.sql(SELECT + where + " order by s.id")
            .params(parameters)
            .query((row, n) -> new Read(survey(row), row.getInt("counted")))
            .list();
    Map<Long, Map<String, long[]>> tallies = new java.util.HashMap<>();
    jdbc.sql(
            """
            select t.survey_id, t.question, t.answer, t.people
              from insights.tally t
             where t.survey_id = any (:ids::bigint[])
            """)
        .param("ids", surveys.stream().mapToLong(read -> read.survey().id()).toArray())
        .query(row -> {
          tallies.computeIfAbsent(row.getLong("survey_id"), id -> new java.util.HashMap<>())
                  .computeIfAbsent(row.getString("question"), q -> new long[Question.MOST + 1])[
                  row.getInt("answer")] =
              row.getLong("people");
        });
    return surveys.stream()
        .map(read ->
            SurveyResult.of(
                read.survey(),
                read.counted(),
                read.survey().questions().stream()
                    .map(question ->
                        tallies
                            .getOrDefault(read.survey().id(), Map.of())
                            .getOrDefault(question.code(), new long[Question.MOST + 1]))
                    .toList()))
        .toList();
  }

  private static Survey survey(ResultSet row) throws SQLException {
    long intake = row.getLong("intake_id");
    boolean whole = row.wasNull();
    int answered = row.getInt("answered");
    boolean open = row.wasNull();
    return new Survey(
        row.getLong("id"),
        row.getLong("programme_id"),
        row.getString("name"),
        whole ? OptionalLong.empty() : OptionalLong.of(intake),
        Optional.ofNullable(row.getDate("starts")).map(java.sql.Date::toLocalDate),
        Moment.of(row.getString("moment")),
        questions(row),
        row.getDate("closes_on").toLocalDate(),
        row.getString("state").equals("closed"),
        row.getInt("asked"),
        open ? OptionalInt.empty() : OptionalInt.of(answered),
        row.getInt("unread"),
        row.getString("opened_by"));
  }

  private static List<Question> questions(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("questions").getArray())
        .map(Question::of)
        .toList();
  }

  static NotFound none(long survey) {
    return new NotFound("There is no survey %d here. See Surveys.".formatted(survey));
  }
}
