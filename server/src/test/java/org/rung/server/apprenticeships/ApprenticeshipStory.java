package org.rung.server.apprenticeships;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.rung.server.ApiCaller;
import org.rung.server.ApiStory;
import org.rung.server.ApiWorld;
import org.rung.server.hours.Hours;
import org.rung.server.programmes.Programmes;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// An apprenticeship is proposed, signed, learnt, approved, raised, questioned, ended; another is
/// completed.
public final class ApprenticeshipStory implements ApiStory {
  private static final String ALL = "/api/v1/apprenticeships";
  private static final String MINE = "/api/v1/my/apprenticeship";
  private static final String THEIRS = "/api/v1/my/apprentices";
  private static final String WHY = "{\"why\": \"%s\"}";

  @Override
  public void tell(ApiWorld world) {
    ApprenticeWorld made =
        new ApprenticeWorld(
            world.jdbc(),
            world.bean(TransactionTemplate.class),
            world.bean(StandardsBook.class),
            world.bean(Agreements.class),
            world.bean(Raises.class),
            world.bean(RecordOfHours.class),
            world.bean(Hours.class),
            world.bean(Programmes.class));
    Standards standards = made.standards(ApprenticeWorld.form());
    StandardsBook book = world.bean(StandardsBook.class);
    book.name(standards.programme(), "M-131", "pat@example.org");
    book.name(standards.programme(), "M-171", "pat@example.org");
    LocalDate today = LocalDate.now(java.time.ZoneId.of(ApprenticeWorld.ZONE));

    ApiCaller pat = world.planner("pat");
    assertThat(pat.get(ALL).is(200).json()).isEmpty();
    String proposal =
        """
        {"programme": %d, "person": "%s", "enrolment": null, "first_day": "%s", "zone": "America/Chicago",
         "mentors": ["M-131"], "instruction_worked": false}
        """;
    pat.post(ALL, proposal.formatted(standards.programme(), "nobody", today))
        .is(422)
        .isProblem("refused");
    JsonNode proposed =
        pat.post(ALL, proposal.formatted(standards.programme(), "M-91", today.minusDays(60)))
            .is(200)
            .json();
    String one = ALL + "/" + proposed.at("/id").asLong();
    assertThat(proposed.at("/state").asString()).isEqualTo("proposed");
    pat.get(ALL + "/0").is(404).isProblem("not-found");

    ApiCaller apprentice = world.employee(91);
    ApiCaller mentor = world.employee(131);
    ApiCaller stranger = world.employee(171);
    stranger.get(MINE).is(404).isProblem("not-found");
    stranger.post(MINE + "/sign", "").is(404).isProblem("not-found");
    apprentice.get(MINE).is(200);
    apprentice.post(MINE + "/sign", "").is(200);
    pat.post(ALL + "/0/sign", "").is(404).isProblem("not-found");
    assertThat(pat.post(one + "/sign", "").is(200).at("/state").asString()).isEqualTo("probation");
    assertThat(pat.get(one).is(200).at("/wage_cents").asLong()).isEqualTo(1_800);

    long process = pat.get(one).at("/processes/0/id").asLong();
    String hours =
        """
        {"process": %d, "day": "%s", "from": "%s", "to": "%s"}
        """;
    String first = hours.formatted(process, today.minusDays(50), "08:00", "16:00");
    stranger.post(MINE + "/hours", first).is(404).isProblem("not-found");
    apprentice
        .post(MINE + "/hours", hours.formatted(0, today.minusDays(50), "08:00", "16:00"))
        .is(422)
        .isProblem("refused");
    long entry = apprentice.post(MINE + "/hours", first).is(200).at("/hours/0/entry").asLong();
    String correct = MINE + "/hours/%d/correct";
    String right = "{\"right\": %s, \"why\": \"%s\"}";
    apprentice
        .post(correct.formatted(entry), right.formatted("null", ""))
        .is(422)
        .isProblem("refused");
    apprentice
        .post(correct.formatted(0), right.formatted("null", "None."))
        .is(404)
        .isProblem("not-found");
    long corrected =
        apprentice
            .post(
                correct.formatted(entry),
                right.formatted(
                    hours.formatted(process, today.minusDays(50), "08:00", "15:00"),
                    "An hour less."))
            .is(200)
            .at("/waiting_minutes")
            .asLong();
    assertThat(corrected).isEqualTo(420);
    world.with("PARTNER");
    JsonNode waits = mentor.get(THEIRS).is(200).json();
    long waiting = waits.at("/0/waiting/0/entry").asLong();
    String ruling = "{\"approved\": %s, \"why\": \"%s\"}";
    mentor.post(THEIRS + "/hours/0", ruling.formatted(true, "")).is(404).isProblem("not-found");
    apprentice
        .post(THEIRS + "/hours/" + waiting, ruling.formatted(true, ""))
        .is(404)
        .isProblem("not-found");
    mentor
        .post(THEIRS + "/hours/" + waiting, ruling.formatted(false, ""))
        .is(422)
        .isProblem("refused");
    mentor.post(THEIRS + "/hours/" + waiting, ruling.formatted(true, "")).is(200);
    ApiCaller nobody = world.with("EMPLOYEE");
    nobody.get(THEIRS).is(404).isProblem("not-found");
    assertThat(pat.get(one).at("/minutes").asLong()).isEqualTo(420);

    Agreements agreements = world.bean(Agreements.class);
    Agreement agreement = agreements.get(proposed.at("/id").asLong());
    made.done(agreement, 0, today.minusDays(49), 100);
    world.bean(Raises.class).reckon(agreement.id());
    assertThat(pat.get(one).at("/wage_cents").asLong()).isEqualTo(2_250);
    assertThat(pat.get(ALL + "/questions").is(200).json()).isEmpty();
    long gone = apprentice.get(MINE).at("/hours/0/entry").asLong();
    apprentice.post(correct.formatted(gone), right.formatted("null", "I was ill.")).is(200);
    JsonNode questions = pat.get(ALL + "/questions").is(200).json();
    assertThat(questions).hasSize(1);
    String question = ALL + "/questions/" + questions.at("/0/id").asLong();
    String answer = "{\"keep\": true, \"why\": \"%s\"}";
    pat.post(question, answer.formatted("")).is(422).isProblem("refused");
    pat.post(ALL + "/questions/0", answer.formatted("Paid.")).is(404).isProblem("not-found");
    assertThat(pat.post(question, answer.formatted("Paid.")).is(200).json()).isEmpty();

    pat.post(one + "/resume", "").is(200);
    pat.post(one + "/suspend", WHY.formatted("")).is(422).isProblem("refused");
    assertThat(
            pat.post(one + "/suspend", WHY.formatted("No work.")).is(200).at("/state").asString())
        .isEqualTo("suspended");
    pat.post(ALL + "/0/suspend", WHY.formatted("No.")).is(404).isProblem("not-found");
    pat.post(one + "/resume", "").is(200);
    pat.post(ALL + "/0/resume", "").is(404).isProblem("not-found");
    pat.post(one + "/complete", "").is(422).isProblem("refused");
    pat.post(ALL + "/0/complete", "").is(404).isProblem("not-found");

    String ends = "{\"on\": \"%s\", \"why\": \"\"}";
    stranger.post(MINE + "/end", ends.formatted(today)).is(404).isProblem("not-found");
    apprentice.post(MINE + "/end", ends.formatted(today.minusDays(1))).is(422).isProblem("refused");
    pat.post(one + "/end", ends.formatted(today.minusDays(1))).is(422).isProblem("refused");
    pat.post(ALL + "/0/end", ends.formatted(today)).is(404).isProblem("not-found");
    assertThat(
            apprentice.post(MINE + "/end", ends.formatted(today)).is(200).at("/state").asString())
        .isEqualTo("cancelled");
    pat.post(one + "/end", ends.formatted(today)).is(200);
    pat.post(one + "/resume", "").is(422).isProblem("refused");

    long unsigned =
        pat.post(ALL, proposal.formatted(standards.programme(), "M-211", today))
            .is(200)
            .at("/id")
            .asLong();
    pat.post(ALL + "/%d/end".formatted(unsigned), ends.formatted(today)).is(200);
    pat.post(ALL + "/%d/sign".formatted(unsigned), "").is(422).isProblem("refused");
    world.employee(211).post(MINE + "/sign", "").is(422).isProblem("refused");

    Agreement full = made.begun(standards, "M-251", today.minusDays(360).toString(), "M-131");
    made.done(full, 0, today.minusDays(360), 1_200);
    made.done(full, 1, today.minusDays(200), 800);
    JsonNode completed = pat.post(ALL + "/%d/complete".formatted(full.id()), "").is(200).json();
    assertThat(completed.at("/certificate/number").asString()).startsWith("A-");
    assertThat(completed.at("/state").asString()).isEqualTo("completed");
  }
}
