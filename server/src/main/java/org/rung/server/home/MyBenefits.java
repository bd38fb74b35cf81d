package org.rung.server.home;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rung.server.decisions.Appeals;
import org.rung.server.pages.Formats;
import org.rung.server.rules.Answer;
import org.rung.server.rules.EducationCap;
import org.rung.server.rules.EducationService;
import org.rung.server.rules.Rules;
import org.springframework.stereotype.Component;

/// The education benefit of a person: whether it is open, how much, by which rule, what changes it.
@Component
class MyBenefits {
  private final Rules rules;
  private final Appeals appeals;

  MyBenefits(Rules rules, Appeals appeals) {
    this.rules = rules;
    this.appeals = appeals;
  }

  /// The yearly cap of today.
  long capCents(Me me) {
    return cap(me, appeals.today());
  }

  Answer right(Me me, LocalDate today) {
    return new EducationService(rules.on(EducationService.RULE, today))
        .of(me.hourly(), me.serviceDays(), me.hired().isPresent(), today);
  }

  private long cap(Me me, LocalDate today) {
    return new EducationCap(rules.on(EducationCap.RULE, today)).cents(me.fullTime());
  }

  MyBenefit benefit(Me me, Answer right, LocalDate today) {
    Rules.Version cap = rules.on(EducationCap.RULE, today);
    String rule = "%s %s".formatted(right.clause().text(), cap.text());
    long cents = cap(me, today);
    List<String> change = new ArrayList<>();
    change.add(
        "On %s a new %s opens; what is not used does not carry over."
            .formatted(
                Formats.date(LocalDate.of(today.getYear() + 1, 1, 1)), Formats.cents(cents)));
    if (!me.fullTime()) {
      change.add(
          "Full-time the cap is %s.".formatted(Formats.cents(cap.figure("full_time_cents"))));
    }
    return switch (right) {
      case Answer.Yes yes when me.here() ->
          new MyBenefit(
              "Up to %s a year of schooling is open to you".formatted(Formats.cents(cents)),
              true,
              List.of(
                  new MyCard.Line(
                      "Yearly cap, " + (me.fullTime() ? "full-time" : "part-time"),
                      Formats.cents(cents))),
              rule
                  + " What of it is open to you today, after what was paid and promised, stands under My money.",
              List.of(),
              change);
      case Answer.Yes yes ->
          new MyBenefit(
              "The education benefit is for people who work here",
              false,
              List.of(),
              rule,
              List.of("You are not in the file of the newest day."),
              List.of("Challenge it below if that is not so."));
      case Answer.No no ->
          new MyBenefit(
              "The education benefit is not open to you yet",
              false,
              List.of(),
              rule,
              List.of(no.reason()),
              List.of(no.change()));
      case Answer.CannotTell unknown ->
          new MyBenefit(
              "Cannot tell yet whether the education benefit is open to you",
              false,
              List.of(),
              rule,
              List.of(
                  "Your file does not give: %s".formatted(String.join(", ", unknown.missing()))),
              List.of("Challenge the hire date below and say what it is."));
    };
  }
}
