package org.rung.server.planning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.matching.Choice;
import org.rung.matching.Explanation;
import org.rung.matching.Instance;
import org.rung.matching.Outcome;
import org.rung.server.pages.Formats;

/// A solved model, and what it says of each person: why this, what else was near, what stands
/// against it.
final class Solution {
  private final Model model;
  private final Outcome.Solved solved;
  private final long[] used; // per limit
  private final int[] taken; // per intake
  private int keptPeople;

  Solution(Model model, Outcome.Solved solved) {
    this.model = model;
    this.solved = solved;
    Instance instance = model.instance();
    used = new long[instance.limitCount()];
    taken = new int[instance.intakeCount()];
    for (int e = 0; e < instance.personCount(); e++) {
      int k = solved.choice().candidateOf(e);
      if (k == Choice.NONE) {
        continue;
      }
      if (model.kept().counts() && model.keptCents(e, k) > 0) {
        keptPeople++;
      }
      for (int i = 0; i < instance.useCount(k); i++) {
        used[instance.useLimit(k, i)] += instance.useAmount(k, i);
      }
      for (int i = 0; i < instance.seatCount(k); i++) {
        taken[instance.seatIntake(k, i)]++;
      }
    }
    for (int c = 0; c < taken.length; c++) {
      if (taken[c] > 0 && instance.moneyLimit(c) != Instance.NONE) {
        used[instance.moneyLimit(c)] += instance.fixedCents(c);
      }
    }
  }

  Model model() {
    return model;
  }

  Outcome.Solved solved() {
    return solved;
  }

  long used(int limit) {
    return used[limit];
  }

  int taken(int intake) {
    return taken[intake];
  }

  /// People who keep what they were given before.
  int keptPeople() {
    return keptPeople;
  }

  /// Another pathway that was weighed.
  record Alternative(int candidate, WouldChange change, String against) {}

  /// What else the person could have followed, nearest first: one candidate for each pathway, at
  /// most so many.
  List<Alternative> alternatives(int e, int most) {
    Instance instance = model.instance();
    int chosen = solved.choice().candidateOf(e);
    record Near(int candidate, BigInteger after) {}
    List<Near> near = new ArrayList<>();
    for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
      if (chosen == Choice.NONE || model.route()[k] != model.route()[chosen]) {
        near.add(new Near(k, solved.prices().worthAfterPrices(instance, k)));
      }
    }
    near.sort(Comparator.comparing(Near::after).reversed().thenComparing(Near::candidate));
    List<Alternative> alternatives = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    for (Near candidate : near) {
      if (alternatives.size() == most) {
        break;
      }
      if (!seen.contains(model.route()[candidate.candidate()])) {
        seen.add(model.route()[candidate.candidate()]);
        alternatives.add(
            new Alternative(
                candidate.candidate(),
                change(e, candidate.candidate()),
                against(candidate.candidate())));
      }
    }
    return alternatives;
  }

  private WouldChange change(int e, int k) {
    long cents = 0;
    OptionalLong price = OptionalLong.empty();
    String oneMore = "";
    for (Explanation.Change change :
        Explanation.changes(
            model.instance(),
            solved.prices(),
            k,
            limit -> model.limits().get(limit).kind().equals("money"))) {
      switch (change) {
        case Explanation.Change.Worth worth -> cents = worth.cents();
        case Explanation.Change.Price lower -> price = OptionalLong.of(lower.cents());
        case Explanation.Change.Seat seat -> {
          Model.Intake intake = model.intakes().get(seat.intake());
          oneMore =
              "one more seat in %s from %s"
                  .formatted(intake.programmeName(), Formats.date(intake.starts()));
        }
        case Explanation.Change.Units units -> oneMore = oneMore.isEmpty() ? units(units) : oneMore;
      }
    }
    return new WouldChange(cents, price, chance(e, k, cents), oneMore);
  }

  private String units(Explanation.Change.Units units) {
    Model.Limit limit = model.limits().get(units.limit());
    return switch (limit.kind()) {
      case "slot" -> "one more of the %s".formatted(lower(limit.label()));
      case "money" ->
          "%s more for the %s"
              .formatted(Formats.dollarsOrCents(units.units()), lower(limit.label()));
      case "release" -> "%s more %s".formatted(Formats.count(units.units()), lower(limit.label()));
      default -> "";
    };
  }

  private static String lower(String label) {
    return label.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + label.substring(1);
  }

  /// The chance at which the candidate would be worth so much more, price and training time being
  /// as they are.
  private OptionalInt chance(int e, int k, long cents) {
    Route route = model.routes().get(model.route()[k]);
    Worth worth = model.worths().of(e, route);
    long gains = worth.total() - worth.price() - worth.trainingTime();
    if (gains <= 0) {
      return OptionalInt.empty();
    }
    double wanted = Math.ceil(route.chanceMillionths() * ((double) gains + cents) / gains);
    return wanted <= 1_000_000 ? OptionalInt.of((int) wanted) : OptionalInt.empty();
  }

  /// What costs the candidate most at the plan's prices, in words.
  private String against(int k) {
    Instance instance = model.instance();
    double most = 0;
    String words = "Others gain more from the same means.";
    for (int i = 0; i < instance.useCount(k); i++) {
      int limit = instance.useLimit(k, i);
      double costs = (double) solved.prices().limit(limit) * instance.useAmount(k, i);
      if (costs > most) {
        most = costs;
        words = limitWords(limit);
      }
    }
    for (int i = 0; i < instance.seatCount(k); i++) {
      int c = instance.seatIntake(k, i);
      double costs = solved.prices().seat(c) - (double) solved.prices().minimum(c);
      if (costs > most) {
        most = costs;
        Model.Intake intake = model.intakes().get(c);
        words =
            "All %s seats in %s from %s are taken."
                .formatted(
                    Formats.count(intake.seats()),
                    intake.programmeName(),
                    Formats.date(intake.starts()));
      }
    }
    return words;
  }

  private String limitWords(int index) {
    Model.Limit limit = model.limits().get(index);
    return switch (limit.kind()) {
      case "money" -> "%s is used up.".formatted(limit.label());
      case "slot" -> "%s are filled.".formatted(limit.role().isPresent() ? limit.label() : "Slots");
      case "release" -> "%s: no more can be spared.".formatted(limit.label());
      case "take-up" ->
          "As many people as are expected to use the education benefit are counted already.";
      default -> "%s: the limit is reached.".formatted(limit.label());
    };
  }
}
