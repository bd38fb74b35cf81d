package org.rung.server.timesheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.rung.server.jobs.Jobs;
import org.rung.server.jobs.Work;

/// Somebody enters hours and corrects them, a manager approves and refuses, a planner brings a
/// timesheet in and approves the rest.
public final class HoursStory implements ApiStory {
  private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(3);
  private static final String MINE = "/api/v1/my/hours";
  private static final String TEAM = "/api/v1/team/hours";
  private static final String ALL = "/api/v1/hours";
  private static final String YES = "{\"approved\": true, \"why\": \"\"}";
  private static final String NO = "{\"approved\": false, \"why\": \"%s\"}";

  private static String hours(String from, String to) {
    return """
    {"day": "%s", "from": "%s", "to": "%s", "minutes": null, "about": "Packing"}
    """
        .formatted(DAY, from, to);
  }

  private static String correction(String right, String reason) {
    return "{\"right\": %s, \"reason\": \"%s\"}".formatted(right, reason);
  }

  @Override
  public void tell(ApiWorld world) {
    ApiCaller m3 = world.employee(3);
    ApiCaller manager = world.manager("Department 4");
    ApiCaller nobody = world.with("EMPLOYEE");
    nobody.get(MINE).is(404).isProblem("not-found");
    nobody.post(MINE, hours("08:00", "12:00")).is(404).isProblem("not-found");

    ApiCaller.Answer entered = m3.post(MINE, hours("08:00", "12:00")).is(201);
    assertThat(entered.at("/state").asString()).isEqualTo("waits");
    assertThat(entered.at("/minutes").asInt()).isEqualTo(240);
    m3.post(MINE, hours("11:00", "12:00")).is(422).isProblem("refused");
    assertThat(
            m3.post(MINE, hours("eleven", "12:00"))
                .is(422)
                .isProblem("faulty-values")
                .at("/errors/0/at")
                .asString())
        .isEqualTo("from");
    String once = hours("13:00", "14:00");
    assertThat(m3.post(MINE, once, "Idempotency-Key", "hours-once").is(201).at("/entry"))
        .isEqualTo(m3.post(MINE, once, "Idempotency-Key", "hours-once").is(201).at("/entry"));
    String range = "?from=%s&to=%s".formatted(DAY, DAY);
    assertThat(m3.get(MINE + range).is(200).at("/hours")).hasSize(2);
    m3.get(MINE + "?from=2026-02-01&to=2026-01-01").is(422).isProblem("refused");

    long first = entered.at("/entry").asLong();
    String correct = MINE + "/%d/correction";
    ApiCaller.Answer corrected =
        m3.post(correct.formatted(first), correction(hours("08:00", "11:00"), "A break.")).is(200);
    assertThat(corrected.at("/made").asBoolean()).isTrue();
    assertThat(corrected.at("/hours/before/0/minutes").asInt()).isEqualTo(240);
    long right = corrected.at("/hours/entry").asLong();
    m3.post(correct.formatted(right), correction(hours("8", "11:00"), "A break."))
        .is(422)
        .isProblem("faulty-values");
    m3.post(correct.formatted(right), correction("null", " ")).is(422).isProblem("refused");
    world
        .employee(6)
        .post(correct.formatted(right), correction("null", "Not mine."))
        .is(404)
        .isProblem("not-found");

    team(world, manager, m3, right);
    everybody(world, m3);
  }

  private static void team(ApiWorld world, ApiCaller manager, ApiCaller m3, long right) {
    ApiCaller.Answer waiting = manager.get(TEAM).is(200);
    assertThat(waiting.at("/entries").asInt()).isEqualTo(2);
    world.manager("Department 13").post(TEAM + "/" + right, YES).is(404).isProblem("not-found");
    assertThat(manager.post(TEAM + "/" + right, YES).is(200).at("/state").asString())
        .isEqualTo("approved");
    manager.post(TEAM + "/" + right, NO.formatted("Late.")).is(422).isProblem("refused");
    String all = "{\"entries\": [%s]}";
    long other = waiting.at("/hours/1/entry").asLong();
    assertThat(
            manager
                .post(TEAM + "/approve", all.formatted(right + ", " + other))
                .is(200)
                .at("/approved")
                .asInt())
        .isEqualTo(1);
    manager
        .post(TEAM + "/approve", all.formatted("1" + ", 1".repeat(100)))
        .is(422)
        .isProblem("faulty-values");
    assertThat(manager.get(TEAM + "/totals?day=" + DAY).is(200).text())
        .contains("\"employer_id\":\"M-3\"")
        .contains("\"approved\":240");
    long asked = asked(m3, right, "Was ill.");
    world
        .manager("Department 13")
        .post(TEAM + "/asked/" + asked, YES)
        .is(404)
        .isProblem("not-found");
    manager.post(TEAM + "/asked/" + asked, NO.formatted(" ")).is(422).isProblem("refused");
    manager.post(TEAM + "/asked/" + asked, NO.formatted("You were seen.")).is(204);
    long again = asked(m3, right, "Was ill all day.");
    m3.post(MINE + "/asked/%d/take-back".formatted(again), "").is(204);
    m3.post(MINE + "/asked/0/take-back", "").is(404).isProblem("not-found");
  }

  private static long asked(ApiCaller m3, long entry, String reason) {
    ApiCaller.Answer answer =
        m3.post(MINE + "/%d/correction".formatted(entry), correction("null", reason)).is(200);
    assertThat(answer.at("/made").asBoolean()).isFalse();
    return answer.at("/hours/asked/id").asLong();
  }

  private static void everybody(ApiWorld world, ApiCaller m3) {
    ApiCaller pat = world.planner("pat");
    String file = ALL + "/imports?name=week.csv&approved=false";
    String csv =
        "person_id,day,from,to\nM-6,%s,08:00,09:00\nM-6,%s,09:00,10:00\nnobody,%s,08:00,09:00\n"
            .formatted(DAY, DAY, DAY);
    ApiCaller.Answer sent = pat.ask("POST", file, csv, "Content-Type", "text/csv").is(202);
    pat.ask("POST", file, "nothing", "Content-Type", "text/csv").is(422).isProblem("refused");
    pat.ask("POST", file, csv, "Content-Type", "application/pdf")
        .is(415)
        .isProblem("wrong-content-type");
    world
        .bean(TimesheetWork.class)
        .run(
            world.bean(Jobs.class).find(sent.at("/job").asLong()).orElseThrow(),
            new Work.Progress() {
              @Override
              public void step(String phase, long done, long total) {
                // Nobody watches.
              }

              @Override
              public boolean cancelled() {
                return false;
              }
            });
    String imported = ALL + "/imports/" + sent.at("/id").asLong();
    assertThat(pat.get(imported).is(200).at("/added").asInt()).isEqualTo(2);
    assertThat(pat.get(imported + "/held").is(200).at("/items/0/line").asInt()).isEqualTo(4);
    pat.get(ALL + "/imports/0").is(404).isProblem("not-found");
    pat.get(ALL + "/imports/0/held").is(404).isProblem("not-found");
    assertThat(pat.get(ALL + "/imports").is(200).at("/items/0/held").asInt()).isEqualTo(1);
    assertThat(pat.get(ALL + "/totals?size=200").is(200).at("/items")).hasSize(200);

    ApiCaller.Answer waiting = pat.get(ALL + "/waiting").is(200);
    assertThat(waiting.at("/entries").asInt()).isEqualTo(2);
    long one = waiting.at("/hours/0/entry").asLong();
    String rule = ALL + "/waiting/";
    assertThat(pat.post(rule + one, NO.formatted("Not seen.")).is(200).at("/reason").asString())
        .isEqualTo("Not seen.");
    pat.post(rule + one, YES).is(422).isProblem("refused");
    pat.post(rule + 0, YES).is(404).isProblem("not-found");
    String entries = "{\"entries\": [%d]}";
    assertThat(
            pat.post(rule + "approve", entries.formatted(waiting.at("/hours/1/entry").asLong()))
                .is(200)
                .at("/approved")
                .asInt())
        .isEqualTo(1);
    pat.post(rule + "approve", "{\"entries\": [1%s]}".formatted(", 1".repeat(100)))
        .is(422)
        .isProblem("faulty-values");
    long mine = m3.get(MINE + "?from=%s&to=%s".formatted(DAY, DAY)).at("/hours/0/entry").asLong();
    long asked = asked(m3, mine, "Was ill after all.");
    pat.post(rule + "asked/" + asked, NO.formatted(" ")).is(422).isProblem("refused");
    pat.post(rule + "asked/" + asked, YES).is(204);
    pat.post(rule + "asked/0", YES).is(404).isProblem("not-found");
    assertThat(m3.get(MINE + "?from=%s&to=%s".formatted(DAY, DAY)).at("/hours/0/state").asString())
        .isEqualTo("struck_out");
  }
}
