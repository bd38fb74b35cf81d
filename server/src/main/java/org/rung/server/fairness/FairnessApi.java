package org.rung.server.fairness;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.rules.FourFifths;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// How groups fare, and protected attributes in and out, as JSON. An answer to a post is kept for a
/// day where it can be read, so a report here names line, column and reason, never the value.
@JsonApi
class FairnessApi {
  private final Attributes attributes;
  private final Fairness fairness;

  FairnessApi(Attributes attributes, Fairness fairness) {
    this.attributes = attributes;
    this.fairness = fairness;
  }

  /// How groups fare in the newest file and the published plan.
  record GroupsCompared(
      @Meaning("Whether the server is kept from single rows: apart, not_set_up or readable.")
          Standing standing,
      @Meaning("Of the newest workforce file.") Optional<LocalDate> day,
      @Meaning("The published plan.") Optional<Long> plan,
      @Meaning("A ratio below is named low, in hundredths.") long leastHundredths,
      List<GroupsByAttribute> attributes) {}

  /// Groups by one attribute.
  record GroupsByAttribute(
      String attribute,
      @Meaning("Whether the groups are too small for anything to be told.") boolean hidden,
      @Meaning("They add up to the whole.") List<GroupShare> groups) {}

  /// A group, or several too small to be told alone, together.
  record GroupShare(
      String group,
      long staff,
      @Meaning("Of them, with a pathway to weigh; null without a published plan.")
          OptionalLong withPathway,
      @Meaning("Of them, with a place; null without a published plan.") OptionalLong planned,
      @Meaning("With a pathway, beside the highest group; null where not compared.")
          Optional<GroupRatio> pathwayRatio,
      @Meaning("With a place, beside the highest group; null where not compared.")
          Optional<GroupRatio> placeRatio) {}

  /// A rate of a group beside the highest one.
  record GroupRatio(
      @Meaning("0 to 1.") double rate, @Meaning("0 to 1.") double ratio, boolean low) {
    static GroupRatio of(FourFifths.Ratio ratio) {
      return new GroupRatio(ratio.rate(), ratio.ratio(), ratio.low());
    }
  }

  @Told(
      value = "Compare groups",
      more = "Nothing is told of fewer than five people. The look is noted.")
  @GetMapping("/fairness")
  GroupsCompared shares() {
    Shares shares = fairness.shares();
    boolean planned = shares.plan().isPresent();
    return new GroupsCompared(
        attributes.standing(),
        shares.takenOn(),
        shares.plan(),
        shares.leastHundredths(),
        shares.tables().stream()
            .map(table ->
                new GroupsByAttribute(
                    table.attribute(),
                    table.hidden(),
                    table.rows().stream()
                        .map(row ->
                            new GroupShare(
                                row.group(),
                                row.staff(),
                                planned ? OptionalLong.of(row.candidates()) : OptionalLong.empty(),
                                planned ? OptionalLong.of(row.planned()) : OptionalLong.empty(),
                                row.reach().map(GroupRatio::of),
                                row.place().map(GroupRatio::of)))
                        .toList()))
            .toList());
  }

  /// What is held.
  record AttributesHeld(
      Standing standing,
      @Meaning("What to do where they cannot be kept; empty where they can.") String words,
      @Meaning("Any of sex, ethnicity, birth_year, age_group, disability and veteran.")
          List<String> attributes) {}

  @Told("Read which protected attributes are held")
  @GetMapping("/fairness/attributes")
  AttributesHeld held() {
    Standing standing = attributes.standing();
    return new AttributesHeld(
        standing,
        standing.words(),
        standing != Standing.APART
            ? List.of()
            : attributes.held().stream().map(attribute -> attribute.code).toList());
  }

  /// What became of a file of protected attributes.
  record AttributesTaken(
      long rows,
      @Meaning("Rows whose values hold from now on, or held already.") long taken,
      @Meaning("Rows that were not taken.") long held,
      @Meaning("The first faults.") List<AttributeFault> faults,
      @Meaning("Columns that mean nothing here; they were not kept.") List<String> ignored) {}

  /// What is wrong with a row; the value is in the file alone.
  record AttributeFault(
      @Meaning("In the file, from 1.") long line,
      @Meaning("Empty for the row as a whole.") String column,
      String reason) {}

  @Told(
      value = "Bring in protected attributes",
      more =
          "CSV or XLSX with person_id and any of sex, ethnicity, birth_year, age_group, disability,"
              + " veteran; where known source and date. Good rows are taken; the same file twice"
              + " changes nothing.",
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/fairness/attributes",
      consumes = {"text/csv", JsonApi.XLSX, "application/octet-stream"})
  AttributesTaken send(
      @RequestParam @Meaning("What the file is called.") String name,
      @RequestParam @Meaning("Where rows come from that name no source.") String source,
      @RequestParam @Meaning("When rows were said that name no day.") LocalDate day,
      InputStream content) {
    Fairness.Asked asked = new Fairness.Asked(source, day.toString());
    java.util.Map<String, String> faults = fairness.faults(asked);
    if (!faults.isEmpty()) {
      throw Problem.faulty(
          faults.entrySet().stream()
              .map(fault -> new Problem.Fault("query." + fault.getKey(), fault.getValue()))
              .toList());
    }
    AttributeReport report = fairness.take(name, content, asked);
    return new AttributesTaken(
        report.rows(),
        report.taken(),
        report.held(),
        report.faults().stream()
            .map(fault -> new AttributeFault(fault.line(), fault.column(), fault.reason()))
            .toList(),
        report.ignored());
  }

  @Told(
      value = "Take all protected attributes out",
      more = "Of everybody. It cannot be undone, only brought in again.",
      status = 204,
      problems = ProblemType.REFUSED)
  @DeleteMapping("/fairness/attributes")
  ResponseEntity<Void> remove(@RequestParam @Meaning("The words: take all out.") String confirm) {
    fairness.forgetAll(confirm);
    return Answers.done();
  }
}
