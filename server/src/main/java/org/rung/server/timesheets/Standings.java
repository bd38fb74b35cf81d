package org.rung.server.timesheets;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.hours.Measured;
import org.rung.server.hours.Minutes;
import org.rung.server.rules.BenefitHours;
import org.rung.server.rules.Rules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Totals of people and where they stand beside the thresholds, in one question for many.
@Component
class Standings {
  private static final int WEEK = 7;
  private static final Minutes NONE = new Minutes(0, 0, 0);

  private final JdbcClient jdbc;
  private final Rules rules;

  Standings(JdbcClient jdbc, Rules rules) {
    this.jdbc = jdbc;
    this.rules = rules;
  }

  /// What holds for everybody on a day.
  private record Frame(
      LocalDate today,
      Span week,
      Span month,
      Span period,
      Span before,
      long near,
      Rules.Version benefits,
      Optional<Rules.Version> full) {}

  private Frame frame(LocalDate day, LocalDate today) {
    Span period = Span.measured(day, rules);
    return new Frame(
        today,
        Span.week(day),
        Span.month(day),
        period,
        Span.before(today),
        rules.on(Span.MEASURED, day).figure("near_minutes"),
        rules.on(BenefitHours.RULE, period.to()),
        rules
            .find(BenefitHours.FullTimeCare.RULE, period.to())
            .filter(rule ->
                new BenefitHours.FullTimeCare(rule).least(period.from(), period.to()).isPresent()));
  }

  /// How one person stands.
  ///
  /// @param day of the week, the month and the measurement period
  /// @param today up to which the pace is taken
  HoursStanding of(long person, LocalDate day, LocalDate today) {
    return of(List.of(person), day, today).getOrDefault(person, none(day, today));
  }

  /// How somebody stands who has no hours.
  HoursStanding none(LocalDate day, LocalDate today) {
    return standing(frame(day, today), new Sums(NONE, NONE, NONE, 0));
  }

  private record Sums(Minutes week, Minutes month, Minutes period, long before) {}

  /// How several stand; who has no hours is left out.
  Map<Long, HoursStanding> of(Collection<Long> people, LocalDate day, LocalDate today) {
    Map<Long, HoursStanding> found = new HashMap<>();
    if (people.isEmpty()) {
      return found;
    }
    Frame frame = frame(day, today);
    List<Span> spans = List.of(frame.week(), frame.month(), frame.period(), frame.before());
    jdbc.sql(
            """
            select person_id,
                   %s,
                   %s,
                   %s,
                   coalesce(sum(minutes) filter (where worked and day between :bf and :bt), 0) as before
              from hours.standing
             where person_id = any (:people)
               and day between :first and :last
             group by person_id
            """
                .formatted(
                    sums("week", "wf", "wt"),
                    sums("month", "mf", "mt"),
                    sums("period", "pf", "pt")))
        .param("people", people.toArray(Long[]::new))
        .param("wf", frame.week().from())
        .param("wt", frame.week().to())
        .param("mf", frame.month().from())
        .param("mt", frame.month().to())
        .param("pf", frame.period().from())
        .param("pt", frame.period().to())
        .param("bf", frame.before().from())
        .param("bt", frame.before().to())
        .param("first", spans.stream().map(Span::from).min(LocalDate::compareTo).orElseThrow())
        .param("last", spans.stream().map(Span::to).max(LocalDate::compareTo).orElseThrow())
        .query(row -> {
          found.put(
              row.getLong("person_id"),
              standing(
                  frame,
                  new Sums(
                      minutes(row, "week"),
                      minutes(row, "month"),
                      minutes(row, "period"),
                      row.getLong("before"))));
        });
    return found;
  }

  private static String sums(String name, String from, String to) {
    return """
    coalesce(sum(minutes) filter (where worked and approved and day between :FROM and :TO), 0) as NAME_approved,
    coalesce(sum(minutes) filter (where worked and not approved and day between :FROM and :TO), 0) as NAME_waiting,
    coalesce(sum(minutes) filter (where not worked and approved and day between :FROM and :TO), 0) as NAME_unworked
    """
        .replace("FROM", from)
        .replace("TO", to)
        .replace("NAME", name);
  }

  private static Minutes minutes(java.sql.ResultSet row, String name) throws java.sql.SQLException {
    return new Minutes(
        row.getLong(name + "_approved"),
        row.getLong(name + "_waiting"),
        row.getLong(name + "_unworked"));
  }

  private HoursStanding standing(Frame frame, Sums sums) {
    long pace = sums.before() / 4;
    Measured measured =
        new Measured(frame.period().from(), frame.period().to(), sums.period().approved());
    Measured with =
        new Measured(
            frame.period().from(),
            frame.period().to(),
            sums.period().approved() + sums.period().waiting());
    return new HoursStanding(
        frame.today(),
        new HoursStanding.Part(frame.week(), sums.week()),
        new HoursStanding.Part(frame.month(), sums.month()),
        new HoursStanding.Part(frame.period(), sums.period()),
        pace,
        threshold(
            frame,
            "Hours that open benefits",
            frame.benefits(),
            measured,
            measured.benefits(rules, frame.today(), pace),
            with.benefits(rules, frame.today(), 0).met(),
            pace),
        frame
            .full()
            .map(rule ->
                threshold(
                    frame,
                    "Full time for health care",
                    rule,
                    measured,
                    measured.fullTime(rules, frame.today(), pace),
                    with.fullTime(rules, frame.today(), 0).met(),
                    pace)));
  }

  private static HoursStanding.Threshold threshold(
      Frame frame,
      String name,
      Rules.Version rule,
      Measured measured,
      Measured.Answer answer,
      boolean withWaiting,
      long pace) {
    long passed = Math.max(1, frame.period().passed(frame.today()));
    long average = measured.minutes() * WEEK / passed;
    return new HoursStanding.Threshold(
        name,
        rule.rule(),
        measured,
        answer,
        withWaiting,
        !answer.met()
            && measured.minutes() > 0
            && Math.abs(average - rule.figure("weekly_minutes")) <= frame.near(),
        average,
        pace);
  }

  /// People of the newest file who are near a threshold that they do not meet, by the employer's
  /// id.
  List<Long> near(Reach reach, LocalDate day, LocalDate today) {
    Frame frame = frame(day, today);
    long passed = Math.max(1, frame.period().passed(today));
    List<Long> found = new ArrayList<>();
    List<Rules.Version> rulesAsked = new ArrayList<>(List.of(frame.benefits()));
    frame.full().ifPresent(rulesAsked::add);
    // The same sums as for a page, told apart by their answers: what is near follows from whole
    // minutes, so that page and list never differ.
    long low = Long.MAX_VALUE;
    long high = 0;
    for (Rules.Version rule : rulesAsked) {
      long weekly = rule.figure("weekly_minutes");
      low = Math.min(low, Math.max(1, (weekly - frame.near()) * passed / WEEK));
      high = Math.max(high, (weekly + frame.near() + 1) * passed / WEEK + 1);
    }
    List<Long> maybe =
        reach
            .on(
                jdbc.sql(
                    """
                    select e.person_id
                      from people.now e
                      join people.person p on p.id = e.person_id
                      join people.department d on d.id = e.department_id
                      join (select person_id, sum(minutes) as minutes
                              from hours.standing
                             where worked
                               and approved
                               and day between :from and :to
                             group by person_id
                            having sum(minutes) between :low and :high) m on m.person_id = e.person_id
                     where :everybody or d.name = any (:departments)
                     order by p.employer_id
                    """))
            .param("from", frame.period().from())
            .param("to", frame.period().to())
            .param("low", low)
            .param("high", high)
            .query((row, n) -> row.getLong(1))
            .list();
    for (int from = 0; from < maybe.size(); from += CHUNK) {
      List<Long> some = maybe.subList(from, Math.min(from + CHUNK, maybe.size()));
      Map<Long, HoursStanding> standings = of(some, day, today);
      some.stream()
          .filter(person ->
              Optional.ofNullable(standings.get(person)).filter(HoursStanding::near).isPresent())
          .forEach(found::add);
    }
    return found;
  }

  static final int CHUNK = 2_000;

  /// Minutes of everybody on some days, with how many people have any.
  record Everybody(long people, Minutes minutes) {}

  /// All minutes on some days.
  Everybody everybody(Reach reach, Span span) {
    return reach
        .on(
            jdbc.sql(
                """
                select count(distinct s.person_id) as people,
                       coalesce(sum(s.minutes) filter (where s.worked and s.approved), 0) as approved,
                       coalesce(sum(s.minutes) filter (where s.worked and not s.approved), 0) as waiting,
                       coalesce(sum(s.minutes) filter (where not s.worked and s.approved), 0) as unworked
                  from hours.standing s
                 where s.day between :from and :to
                   and (:everybody
                        or exists (select 1
                                     from people.now e
                                     join people.department d on d.id = e.department_id
                                    where e.person_id = s.person_id
                                      and d.name = any (:departments)))
                """))
        .param("from", span.from())
        .param("to", span.to())
        .query((row, n) ->
            new Everybody(
                row.getLong("people"),
                new Minutes(
                    row.getLong("approved"), row.getLong("waiting"), row.getLong("unworked"))))
        .single();
  }
}
