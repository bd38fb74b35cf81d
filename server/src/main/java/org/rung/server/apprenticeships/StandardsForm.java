package org.rung.server.apprenticeships;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.rung.server.programmes.Programme;
import org.rung.server.rules.Answer;
import org.rung.server.rules.ApprenticeshipHours;
import org.rung.server.rules.ApprenticeshipProbation;
import org.rung.server.rules.ApprenticeshipRatio;
import org.rung.server.rules.ApprenticeshipWages;
import org.rung.server.rules.Rules;

/// Reads the standards that a planner sent, against the rules of the day. Every mistake is found at
/// once and stands beside its field.
final class StandardsForm {
  static final int PROCESSES = 12;
  static final int STEPS = 8;
  private static final int LONGEST_NAME = 120;
  private static final int MOST_HOURS = 20_000;

  private final Map<String, String> sent;
  private final Programme programme;
  private final Rules rules;
  private final LocalDate today;
  private final Map<String, String> errors = new LinkedHashMap<>();

  private StandardsForm(
      Map<String, String> sent, Programme programme, Rules rules, LocalDate today) {
    this.sent = sent;
    this.programme = programme;
    this.rules = rules;
    this.today = today;
  }

  /// What was read.
  ///
  /// @param draft empty where something is wrong; without numbers of the database
  /// @param errors by field
  record Read(Optional<Standards> draft, Map<String, String> errors) {}

  static Read read(Map<String, String> sent, Programme programme, Rules rules, LocalDate today) {
    return new StandardsForm(sent, programme, rules, today).read();
  }

  /// The form that says what stands.
  static Map<String, String> of(Standards standards) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("journey", dollars(standards.journeyCents()));
    form.put("instruction", Integer.toString(standards.instructionHoursYear()));
    form.put("apprentices", Integer.toString(standards.apprentices()));
    form.put("mentors", Integer.toString(standards.mentors()));
    form.put("unit", standards.probation().hours().isPresent() ? "hours" : "days");
    form.put(
        "probation",
        Integer.toString(
            standards.probation().hours().isPresent()
                ? standards.probation().hours().getAsInt()
                : standards.probation().days().orElseThrow()));
    for (Standards.WorkProcess process : standards.processes()) {
      form.put("process" + process.place(), process.name());
      form.put("hours" + process.place(), Integer.toString(process.hours()));
    }
    for (Standards.WageStep step : standards.steps()) {
      form.put("after" + step.step(), Integer.toString(step.afterHours()));
      form.put("taught" + step.step(), Integer.toString(step.instructionHours()));
      form.put(
          "share" + step.step(),
          BigDecimal.valueOf(step.shareHundredths(), 2).stripTrailingZeros().toPlainString());
    }
    return form;
  }

  static String dollars(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  private Read read() {
    List<Standards.WorkProcess> processes = processes();
    long total = processes.stream().mapToLong(Standards.WorkProcess::hours).sum();
    if (!processes.isEmpty()) {
      refuse(
          "hours",
          new ApprenticeshipHours(rules.on(ApprenticeshipHours.RULE, today)).of(total, today));
    }
    int yearly = number("instruction", 0, MOST_HOURS, "hours of related instruction a year");
    int instruction = Math.toIntExact(ApprenticeshipHours.instruction(yearly, programme.weeksTo()));
    long journey = cents();
    List<Standards.WageStep> steps = steps(journey, total, instruction);
    Standards.Probation probation = probation(total);
    int apprentices = number("apprentices", 1, 1_000, "apprentices");
    int mentors = number("mentors", 1, 1_000, "mentors");
    if (!errors.containsKey("apprentices") && !errors.containsKey("mentors")) {
      refuse(
          "apprentices",
          new ApprenticeshipRatio(rules.on(ApprenticeshipRatio.RULE, today))
              .of(apprentices, mentors, today));
    }
    return new Read(
        errors.isEmpty()
            ? Optional.of(
                new Standards(
                    0,
                    programme.id(),
                    programme.name(),
                    0,
                    processes,
                    yearly,
                    instruction,
                    journey,
                    steps,
                    probation,
                    apprentices,
                    mentors,
                    "",
                    java.time.Instant.EPOCH))
            : Optional.empty(),
        Map.copyOf(errors));
  }

  private List<Standards.WorkProcess> processes() {
    List<Standards.WorkProcess> processes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 1; i <= PROCESSES; i++) {
      String name = given("process" + i).replaceAll("\\s+", " ");
      String hours = given("hours" + i);
      if (name.isEmpty() && hours.isEmpty()) {
        continue;
      }
      if (name.isEmpty() || name.length() > LONGEST_NAME) {
        errors.put(
            "process" + i,
            "Give the work process a name of at most %d signs.".formatted(LONGEST_NAME));
      } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
        errors.put(
            "process" + i, "“%s” is there twice. Give each a name of its own.".formatted(name));
      }
      processes.add(
          new Standards.WorkProcess(
              0,
              processes.size() + 1,
              name,
              number("hours" + i, 1, MOST_HOURS, "hours of this work process")));
    }
    if (processes.isEmpty()) {
      errors.put("process1", "Name at least one work process with its hours.");
    }
    return processes;
  }

  private List<Standards.WageStep> steps(long journey, long total, int instruction) {
    List<Standards.WageStep> steps = new ArrayList<>();
    for (int i = 1; i <= STEPS; i++) {
      String share = given("share" + i);
      if (share.isEmpty() && given("after" + i).isEmpty()) {
        continue;
      }
      int step = steps.size() + 1;
      int after = step == 1 ? first(i) : number("after" + i, 1, MOST_HOURS, "hours on the job");
      int taught =
          given("taught" + i).isEmpty() || step == 1
              ? 0
              : number("taught" + i, 0, MOST_HOURS, "hours of related instruction");
      if (step > 1) {
        Standards.WageStep before = steps.getLast();
        if (!errors.containsKey("after" + i) && after <= before.afterHours()) {
          errors.put(
              "after" + i,
              "%,d hours are not more than the %,d of the step before."
                  .formatted(after, before.afterHours()));
        } else if (!errors.containsKey("after" + i) && after > total && total > 0) {
          errors.put(
              "after" + i,
              "%,d hours are more than the %,d of the programme: nobody would reach it."
                  .formatted(after, total));
        }
        if (!errors.containsKey("taught" + i) && taught < before.instructionHours()) {
          errors.put(
              "taught" + i,
              "%,d hours are fewer than the %,d of the step before."
                  .formatted(taught, before.instructionHours()));
        } else if (!errors.containsKey("taught" + i) && taught > instruction) {
          errors.put(
              "taught" + i,
              "%,d hours are more than the %,d of the whole programme."
                  .formatted(taught, instruction));
        }
      }
      int hundredths = share("share" + i);
      steps.add(
          new Standards.WageStep(
              step, after, taught, hundredths, ApprenticeshipWages.cents(journey, hundredths)));
    }
    if (steps.isEmpty()) {
      errors.put("share1", "Give the wage of the first step as a share of the journeyworker's.");
    } else if (errors.keySet().stream().noneMatch(field -> field.matches("journey|share\\d+"))) {
      Answer answer =
          new ApprenticeshipWages(rules.on(ApprenticeshipWages.RULE, today))
              .of(steps.stream().map(Standards.WageStep::cents).toList(), today);
      refuse("share1", answer);
    }
    return steps;
  }

  /// The first step begins with the first hour.
  private int first(int i) {
    if (!given("after" + i).isEmpty() && !given("after" + i).equals("0")) {
      errors.put("after" + i, "The first step begins at 0 hours.");
    }
    return 0;
  }

  private Standards.Probation probation(long total) {
    int length = number("probation", 1, MOST_HOURS, "hours or days of probation");
    Standards.Probation none = new Standards.Probation(OptionalInt.of(1), OptionalInt.empty(), 1);
    if (errors.containsKey("probation")) {
      return none;
    }
    ApprenticeshipProbation rule =
        new ApprenticeshipProbation(rules.on(ApprenticeshipProbation.RULE, today));
    int months = Math.toIntExact(rule.terms().figure("months"));
    switch (given("unit")) {
      case "hours" -> {
        refuse("probation", rule.ofHours(length, total, today));
        return new Standards.Probation(OptionalInt.of(length), OptionalInt.empty(), months);
      }
      case "days" -> {
        refuse("probation", rule.ofDays(length, programme.weeksTo() * 7L, today));
        return new Standards.Probation(OptionalInt.empty(), OptionalInt.of(length), months);
      }
      default -> {
        errors.put("unit", "Choose hours or days.");
        return none;
      }
    }
  }

  private void refuse(String field, Answer answer) {
    if (answer instanceof Answer.No no) {
      errors.putIfAbsent(
          field, "%s %s (%s)".formatted(no.reason(), no.change(), no.clause().source()));
    }
  }

  private long cents() {
    String text = given("journey").replace(",", "").replaceFirst("^\\$", "");
    if (!text.matches("\\d{1,6}(\\.\\d{1,2})?") || new BigDecimal(text).signum() == 0) {
      errors.put(
          "journey", "“%s” is no wage an hour. Give one like 32.50.".formatted(given("journey")));
      return 1;
    }
    return new BigDecimal(text).movePointRight(2).longValueExact();
  }

  private int share(String field) {
    String text = given(field).replace("%", "").strip();
    if (!text.matches("\\d{1,3}(\\.\\d{1,2})?") || new BigDecimal(text).signum() == 0) {
      errors.put(
          field,
          "“%s” is no share of the journeyworker's wage. Give percent, like 60 or 62.5."
              .formatted(given(field)));
      return 1;
    }
    return new BigDecimal(text).movePointRight(2).intValueExact();
  }

  private int number(String field, int least, int most, String what) {
    String text = given(field).replace(",", "");
    if (!text.matches("\\d{1,7}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      errors.putIfAbsent(
          field,
          "Give the %s, %,d to %,d; “%s” is not.".formatted(what, least, most, given(field)));
      return least;
    }
    return Integer.parseInt(text);
  }

  private String given(String field) {
    return sent.getOrDefault(field, "").replace("\u0000", "").strip();
  }
}
