package org.rung.server.enrolment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.programmes.Programmes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// Entry tests and their results, as JSON.
@JsonApi
class EntryTestApi {
  private final EntryTests tests;
  private final TestResults results;
  private final Programmes programmes;
  private final Viewers viewers;
  private final Audit audit;

  EntryTestApi(
      EntryTests tests, TestResults results, Programmes programmes, Viewers viewers, Audit audit) {
    this.tests = tests;
    this.results = results;
    this.programmes = programmes;
    this.viewers = viewers;
    this.audit = audit;
  }

  /// What has to be passed before a place in a programme is taken.
  record TestTerms(
      @Meaning("1 to 200 characters.") String name,
      @Meaning("How and where it is taken, at most 1,000 characters.") String words,
      @Meaning("Where it is taken online, https://…; empty for none.") String link,
      @Meaning("Points to be had, 1 to 100,000.") int most,
      @Meaning("Points that pass, 1 to all.") int pass,
      @Meaning("Within the days that a result counts, 1 to 20.") int tries,
      @Meaning("From one try to the next, 0 to 365.") int waitDays,
      @Meaning("That a result counts, 1 to 3,650.") int validDays,
      @Meaning("Whether it is asked for now.") boolean asked) {
    static TestTerms of(EntryTest test) {
      return new TestTerms(
          test.name(),
          test.words(),
          test.link(),
          test.most(),
          test.pass(),
          test.tries(),
          test.waitDays(),
          test.validDays(),
          test.asked());
    }
  }

  /// A test with how many took it.
  record TestTold(
      long programme,
      String programmeName,
      TestTerms terms,
      @Meaning("People who took it.") int took,
      @Meaning("Of them, who passed.") int passed,
      @Meaning("People with an offer to answer who have not passed.") int toPass) {}

  /// A result that stands.
  record ResultTold(
      long id,
      @Meaning("As the employer's files have it.") String employerId,
      LocalDate on,
      int points,
      @Meaning("Points that passed on its day.") int pass,
      boolean passed,
      @Meaning("Why it was corrected; empty where it was not.") String correction,
      String reportedBy,
      Instant reportedAt) {
    static ResultTold of(TestResult result) {
      return new ResultTold(
          result.id(),
          result.personName(),
          result.on(),
          result.points(),
          result.pass(),
          result.passed(),
          result.reason(),
          result.by(),
          result.at());
    }
  }

  /// A result to report.
  record Reporting(
      @Meaning("As the employer's files have it.") String employerId,
      @Meaning("Not ahead.") LocalDate on,
      int points) {}

  /// Another result in the place of one.
  record Correcting(
      int points, @Meaning("1 to 1,000 characters; the person reads it.") String why) {}

  @Told("List the entry tests, with how many took and passed them")
  @GetMapping("/tests")
  List<TestTold> all() {
    return tests.all().stream()
        .map(one ->
            new TestTold(
                one.test().programme(),
                one.test().programmeName(),
                TestTerms.of(one.test()),
                one.people(),
                one.passed(),
                one.toTake()))
        .toList();
  }

  @Told(
      value = "Set the entry test of a programme, or change it",
      more = "Results stay as they were under the terms of their day.",
      problems = ProblemType.REFUSED)
  @PutMapping("/tests/{programme}")
  TestTerms set(@PathVariable long programme, @RequestBody TestTerms asked) {
    if (programmes.find(programme).isEmpty()) {
      throw new NotFound("There is no programme %d.".formatted(programme));
    }
    if (!asked.asked() && tests.find(programme).isEmpty()) {
      throw new Refused(
          "Programme %d has no test that could be asked for no longer.".formatted(programme));
    }
    EntryTestForm form =
        new EntryTestForm(
            java.util.Map.of(
                "name", asked.name(),
                "words", asked.words(),
                "link", asked.link(),
                "most", Integer.toString(asked.most()),
                "pass", Integer.toString(asked.pass()),
                "tries", Integer.toString(asked.tries()),
                "wait", Integer.toString(asked.waitDays()),
                "valid", Integer.toString(asked.validDays()),
                "asked", Boolean.toString(asked.asked())));
    EntryTest wanted =
        form.test(programme, tests.find(programme).map(EntryTest::version).orElse(0));
    if (!form.errors().isEmpty()) {
      throw Problem.faulty(form.errors());
    }
    tests.set(wanted, viewers.now().account());
    return TestTerms.of(tests.get(programme));
  }

  @Told("List the results of an entry test that stand")
  @GetMapping("/tests/{programme}/results")
  List<ResultTold> results(@PathVariable long programme) {
    tests.get(programme);
    audit.read("entry test", "programme %d".formatted(programme));
    return tests.results(programme).stream().map(ResultTold::of).toList();
  }

  @Told(
      value = "Report a result of an entry test",
      more = "The same again changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/tests/{programme}/results")
  List<ResultTold> take(@PathVariable long programme, @RequestBody Reporting asked) {
    results.take(
        programme, asked.employerId(), asked.on(), asked.points(), viewers.now().account());
    return results(programme);
  }

  @Told(
      value = "Correct a result of an entry test",
      more = "Both stay in the record. The same again changes nothing.",
      problems = ProblemType.REFUSED)
  @PostMapping("/tests/{programme}/results/{result}")
  List<ResultTold> correct(
      @PathVariable long programme, @PathVariable long result, @RequestBody Correcting asked) {
    results.correct(programme, result, asked.points(), asked.why(), viewers.now().account());
    return results(programme);
  }
}
