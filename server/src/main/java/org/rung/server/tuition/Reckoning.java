package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.server.rules.Answer;
import org.rung.server.rules.Case;
import org.rung.server.rules.Clause;
import org.rung.server.rules.EducationCap;
import org.rung.server.rules.EducationFailure;
import org.rung.server.rules.EducationService;
import org.rung.server.rules.EducationShare;
import org.rung.server.rules.PaymentDay;
import org.rung.server.rules.Rules;
import org.rung.server.rules.Section127;
import org.springframework.stereotype.Component;

/// What the rules make of a person and a course, to the cent. It reads no tables but those of the
/// rules, so that the same question is the same answer whoever asks.
@Component
class Reckoning {
  private final Rules rules;

  Reckoning(Rules rules) {
    this.rules = rules;
  }

  /// What somebody has of the benefit so far.
  ///
  /// @param byYear cents promised or paid, by calendar year of the payment
  /// @param paidByYear cents paid, less what came back, by calendar year: what section 127 counts
  /// @param open courses failed or dropped, neither repaid nor passed since
  record Used(
      Map<Integer, Long> byYear, Map<Integer, Long> paidByYear, List<EducationFailure.Open> open) {
    Used {
      byYear = Map.copyOf(byYear);
      paidByYear = Map.copyOf(paidByYear);
      open = List.copyOf(open);
    }

    long in(int year) {
      return byYear.getOrDefault(year, 0L);
    }

    long paidIn(int year) {
      return paidByYear.getOrDefault(year, 0L);
    }
  }

  /// Whether the benefit is open to somebody today, and how much of the year is left.
  Entitlement entitlement(Worker worker, Used used, LocalDate today) {
    Answer service =
        new EducationService(rules.on(EducationService.RULE, today))
            .of(worker.hourly(), worker.serviceDays(today), worker.hired().isPresent(), today);
    Answer failure =
        new EducationFailure(rules.on(EducationFailure.RULE, today)).of(used.open(), today);
    EducationCap.Left left =
        new EducationCap(rules.on(EducationCap.RULE, today))
            .on(today, worker.fullTime(), used.in(today.getYear()));
    Optional<LocalDate> opensOn =
        service instanceof Answer.No
            ? worker
                .hired()
                .filter(hired -> worker.hourly())
                .map(hired ->
                    new EducationService(rules.on(EducationService.RULE, today)).opensOn(hired))
            : Optional.empty();
    return new Entitlement(
        worker,
        today,
        service,
        failure,
        left,
        new Section127(rules.on(Section127.RULE, today))
            .of(today, 0, Math.max(0, used.paidIn(today.getYear()))),
        used.paidIn(today.getYear()),
        opensOn);
  }

  /// What each term of a course costs whom, and when it is paid.
  Quote quote(Worker worker, Used used, Course course, LocalDate today) {
    PaymentDay timing = new PaymentDay(rules.on(PaymentDay.RULE, today));
    Map<Integer, Long> promised = new HashMap<>(used.byYear());
    List<Quote.Line> lines = new ArrayList<>();
    for (Course.Term term : course.terms()) {
      LocalDate paysOn = timing.of(term.starts(), today);
      int year = PaymentDay.taxYear(paysOn);
      long before = promised.getOrDefault(year, 0L);
      EducationCap.Left left =
          new EducationCap(rules.on(EducationCap.RULE, paysOn))
              .on(paysOn, worker.fullTime(), before);
      Rules.Version share = rules.on(EducationShare.RULE, paysOn);
      long wanted = new EducationShare(share).of(term.priceCents());
      long benefit = Math.min(wanted, left.leftCents());
      Section127.Split tax =
          new Section127(rules.on(Section127.RULE, paysOn)).of(paysOn, before, benefit);
      promised.put(year, before + benefit);
      Set<Clause> clauses = new LinkedHashSet<>();
      clauses.add(timing.timing().clause());
      clauses.add(share.clause());
      clauses.add(left.clause());
      clauses.add(tax.answer().clause());
      lines.add(
          new Quote.Line(
              lines.size() + 1,
              term.starts(),
              paysOn,
              term.priceCents(),
              benefit,
              wanted - benefit,
              left,
              tax.freeCents(),
              tax.taxableCents(),
              List.copyOf(clauses)));
    }
    return new Quote(course, lines);
  }

  /// The clause of a rule as it stands on a day, for a decision that rests on it.
  Clause clause(String rule, LocalDate day) {
    return rules.on(rule, day).clause();
  }

  /// What is left of a calendar year for a payment on a day.
  EducationCap.Left left(Worker worker, Used used, LocalDate paidOn) {
    return new EducationCap(rules.on(EducationCap.RULE, paidOn))
        .on(paidOn, worker.fullTime(), used.in(paidOn.getYear()));
  }

  /// What of the money of a year is free of tax and what is pay.
  ///
  /// @param lastDay of what is counted, which says the year
  /// @param cents paid in the year up to that day, less what came back in it
  Section127.Split tax(LocalDate lastDay, long cents) {
    return law(lastDay).of(lastDay, 0, Math.max(0, cents));
  }

  /// The rule of a day, for who asks it about very many people.
  Section127 law(LocalDate day) {
    return new Section127(rules.on(Section127.RULE, day));
  }

  /// The amount that is free of tax in a year; empty while it is not known.
  OptionalLong freeOf(int year) {
    return rules.on(Section127.RULE, LocalDate.of(year, 12, 31)).known("yearly_cents");
  }

  /// Whether the occupations that a course leads to are in demand.
  ///
  /// @param demanded those of the published list that it leads to, with their data; empty for none
  /// @param published whether there is a list at all
  Answer demand(boolean published, Map<String, String> demanded, LocalDate today) {
    Clause clause = rules.on(Demand.RULE, today).clause();
    if (!published) {
      return new Answer.CannotTell(
          clause, new Case(today, Map.of()), List.of("a published list of occupations in demand"));
    }
    return demanded.isEmpty()
        ? new Answer.No(
            clause,
            new Case(today, Map.of("Occupations in demand that it leads to", "none")),
            "The course leads to no occupation of the list that holds today.",
            "A course that leads to one of the list.")
        : new Answer.Yes(clause, new Case(today, demanded));
  }
}
