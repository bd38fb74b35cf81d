package org.rung.server.planning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.matching.Prices;
import org.rung.server.pages.Formats;

/// Who has another place than in the plan before, and why.
///
/// What a person gets now is better after prices than what the person had, and before it was the
/// other way round. What moved between the two is a sum with a part for each price and for the
/// worth itself: the largest part that speaks for the change is its cause. Where no part does, both
/// were as good within the gaps of the plans, and whole numbers decide.
final class WhoChanged {
  private static final double NOTHING = 0.5; // cents

  private final Solution now;
  private final Model model;
  private final Instance instance;
  private final EarlierPlan before;
  private final Prices then;
  private final Map<Long, List<EarlierPlan.Weighed>> weighed;

  private WhoChanged(
      Solution now, EarlierPlan before, Map<Long, List<EarlierPlan.Weighed>> weighed) {
    this.now = now;
    this.before = before;
    this.weighed = weighed;
    model = now.model();
    instance = model.instance();
    then = before.prices(model);
  }

  /// Everybody whose place differs, in the order of the people; who is no longer in the workforce
  /// file last.
  static List<PersonChange> of(Solution now, EarlierPlan before, EarlierPlan.Weighing weighing) {
    Model model = now.model();
    Map<Integer, PersonChange.Kind> kinds = new LinkedHashMap<>();
    Set<Long> people = new HashSet<>();
    Set<Long> gone = new HashSet<>(before.held().keySet());
    for (int e = 0; e < model.workforce().size(); e++) {
      long person = model.workforce().person()[e];
      gone.remove(person);
      EarlierPlan.Held held = before.held().get(person);
      int chosen = now.solved().choice().candidateOf(e);
      if (held == null && chosen != Choice.NONE) {
        kinds.put(e, PersonChange.Kind.IN);
      } else if (held != null && chosen == Choice.NONE) {
        kinds.put(e, PersonChange.Kind.OUT);
      } else if (held != null && !isSame(held, model.routes().get(model.route()[chosen]))) {
        kinds.put(e, PersonChange.Kind.MOVED);
      } else {
        continue;
      }
      people.add(person);
    }
    WhoChanged who = new WhoChanged(now, before, weighing.of(people));
    List<PersonChange> changes = new ArrayList<>();
    kinds.forEach((e, kind) -> changes.add(who.change(e, kind)));
    gone.stream()
        .sorted()
        .forEach(person ->
            changes.add(
                new PersonChange(
                    person,
                    PersonChange.Kind.OUT,
                    "No longer in the workforce file",
                    "Is not in the newest workforce file.")));
    return changes;
  }

  /// The same programme and the same aim, as two plans are compared.
  private static boolean isSame(EarlierPlan.Held held, Route route) {
    return held.programme() == route.programme() && held.toLabel().equals(route.toLabel());
  }

  private PersonChange change(int e, PersonChange.Kind kind) {
    long person = model.workforce().person()[e];
    Cause cause = cause(e, person);
    return new PersonChange(person, kind, cause.name(), cause.reason());
  }

  private record Cause(String name, String reason) {}

  private Cause cause(int e, long person) {
    EarlierPlan.Held held = before.held().get(person);
    int chosen = now.solved().choice().candidateOf(e);
    if (held == null && before.here().isPresent() && !before.here().get().contains(person)) {
      return new Cause(
          "New in the workforce file", "Was not in the workforce file of the plan before.");
    }
    int had = held == null ? Choice.NONE : candidate(e, held);
    if (held != null && had == Choice.NONE) {
      return notWeighed(e);
    }
    Cause largest = null;
    double most = NOTHING;
    double sum = 0;
    double kept = keptGained(e, held, had, chosen);
    sum += kept;
    if (kept > most) {
      most = kept;
      largest = keptCause(chosen == Choice.NONE ? 0 : model.keptCents(e, chosen));
    }
    OptionalLong worth = worthGained(e, person, held, had, chosen);
    if (worth.isPresent()) {
      sum += worth.getAsLong();
      if (worth.getAsLong() > most) {
        most = worth.getAsLong();
        largest = worthCause(held, had, chosen, worth.getAsLong());
      }
    }
    for (Map.Entry<Integer, Long> limit : limitUses(had, chosen).entrySet()) {
      double part = -moved(limit.getKey()) * limit.getValue();
      sum += part;
      if (part > most) {
        most = part;
        largest = limitCause(limit.getKey(), limit.getValue());
      }
    }
    for (Map.Entry<Integer, Long> seat : seats(had, chosen).entrySet()) {
      double part = -seatMoved(seat.getKey()) * seat.getValue();
      sum += part;
      if (part > most) {
        most = part;
        largest = seatCause(seat.getKey(), seat.getValue());
      }
    }
    return largest == null || sum <= NOTHING ? settled(had, chosen) : largest;
  }

  /// The candidate that is what the person held, at the same start where there is one.
  private int candidate(int e, EarlierPlan.Held held) {
    int found = Choice.NONE;
    for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
      if (held.is(model.routes().get(model.route()[k]))) {
        if (model.intakes().get(model.intakeOf()[k]).starts().equals(held.starts())) {
          return k;
        }
        if (found == Choice.NONE) {
          found = k;
        }
      }
    }
    return found;
  }

  private Cause notWeighed(int e) {
    WithoutCandidate why = model.without()[e];
    return new Cause(
        "The pathway is not weighed any more",
        why == null
            ? "What was held before is not weighed any more: rules, programmes or openings changed."
            : "No pathway is weighed any more. " + why.reason());
  }

  // ---- worth

  /// By how much the worth of what is held now rose beside what was held before, in cents; empty
  /// where it is not known what one of them was worth.
  private OptionalLong worthGained(
      int e,
      long person,
      EarlierPlan.@org.jspecify.annotations.Nullable Held held,
      int had,
      int chosen) {
    long gained = 0;
    if (held != null && had != Choice.NONE) {
      gained -= ownWorth(e, had) - held.worthCents();
    }
    if (chosen != Choice.NONE) {
      Route route = model.routes().get(model.route()[chosen]);
      for (EarlierPlan.Weighed one : weighed.getOrDefault(person, List.of())) {
        if (one.is(route)) {
          return OptionalLong.of(gained + ownWorth(e, chosen) - one.worthCents());
        }
      }
      return held == null ? OptionalLong.empty() : OptionalLong.of(gained);
    }
    return OptionalLong.of(gained);
  }

  /// By how much more keeping counts for what is held now than for what was held before, in cents.
  private long keptGained(
      int e, EarlierPlan.@org.jspecify.annotations.Nullable Held held, int had, int chosen) {
    long before =
        held == null || had == Choice.NONE ? 0 : model.keptCents(e, had) - held.keptCents();
    return (chosen == Choice.NONE ? 0 : model.keptCents(e, chosen)) - before;
  }

  private Cause keptCause(long cents) {
    return new Cause(
        "Keeping what was offered",
        cents > 0
            ? "It is what the published plan gave, and keeping that counts %s more."
                .formatted(Formats.dollarsOrCents(cents))
            : "Keeping what was held before counts less now.");
  }

  private long ownWorth(int e, int k) {
    return model.worths().of(e, model.routes().get(model.route()[k])).total();
  }

  private Cause worthCause(
      EarlierPlan.@org.jspecify.annotations.Nullable Held held, int had, int chosen, long cents) {
    boolean lost = held != null && had != Choice.NONE && chosen == Choice.NONE;
    return new Cause(
        "What a pathway is worth",
        lost
            ? "What was held before is worth %s less now: its chance, its price or what it gains changed."
                .formatted(Formats.dollarsOrCents(cents))
            : "Beside what was held before it is worth %s more now: a chance, a price or what it gains changed."
                .formatted(Formats.dollarsOrCents(cents)));
  }

  // ---- prices

  /// What the change uses more of each limit; less is under nought.
  private Map<Integer, Long> limitUses(int had, int chosen) {
    Map<Integer, Long> uses = new LinkedHashMap<>();
    if (chosen != Choice.NONE) {
      for (int i = 0; i < instance.useCount(chosen); i++) {
        uses.merge(instance.useLimit(chosen, i), instance.useAmount(chosen, i), Long::sum);
      }
    }
    if (had != Choice.NONE) {
      for (int i = 0; i < instance.useCount(had); i++) {
        uses.merge(instance.useLimit(had, i), -instance.useAmount(had, i), Long::sum);
      }
    }
    return uses;
  }

  private Map<Integer, Long> seats(int had, int chosen) {
    Map<Integer, Long> seats = new LinkedHashMap<>();
    if (chosen != Choice.NONE) {
      for (int i = 0; i < instance.seatCount(chosen); i++) {
        seats.merge(instance.seatIntake(chosen, i), 1L, Long::sum);
      }
    }
    if (had != Choice.NONE) {
      for (int i = 0; i < instance.seatCount(had); i++) {
        seats.merge(instance.seatIntake(had, i), -1L, Long::sum);
      }
    }
    return seats;
  }

  /// How much dearer a unit became, in cents.
  private double moved(int limit) {
    return (now.solved().prices().limit(limit) - then.limit(limit)) / 1e6;
  }

  private double seatMoved(int intake) {
    Prices prices = now.solved().prices();
    return (prices.seat(intake) - prices.minimum(intake) - then.seat(intake) + then.minimum(intake))
        / 1e6;
  }

  /// @param uses what the change uses more of it
  private Cause limitCause(int j, long uses) {
    Model.Limit limit = model.limits().get(j);
    boolean dearer = uses < 0;
    double unit = limit.kind().equals("money") ? 100 : 1;
    String moved =
        "one more %s was worth %s and is worth %s now"
            .formatted(
                switch (limit.kind()) {
                  case "money" -> "dollar";
                  case "slot" -> "of them";
                  case "release" -> "hour";
                  default -> "unit";
                },
                cents(then.limit(j) * unit),
                cents(now.solved().prices().limit(j) * unit));
    String weighs =
        limit.kind().equals("money")
            ? ", so %s of it weigh %s %s"
                .formatted(
                    Formats.dollarsOrCents(Math.abs(uses)),
                    Formats.dollarsOrCents(Math.round(Math.abs(moved(j) * uses))),
                    dearer ? "more" : "less")
            : "";
    EarlierPlan.Limit last = before.limits().get(EarlierPlan.limitKey(model, j));
    String head =
        switch (limit.kind()) {
          case "money" ->
              dearer
                  ? then.limit(j) == 0
                      ? "%s ran out".formatted(limit.label())
                      : "%s is shorter".formatted(limit.label())
                  : "%s reaches further".formatted(limit.label());
          case "slot" ->
              dearer
                  ? "%s went to others".formatted(limit.label())
                  : "%s came within reach".formatted(limit.label());
          default ->
              dearer
                  ? "%s became scarcer".formatted(limit.label())
                  : "%s became less scarce".formatted(limit.label());
        };
    return new Cause(
        limit.label(), "%s: %s%s.%s".formatted(head, moved, weighs, capacity(j, limit, last)));
  }

  private String capacity(
      int j, Model.Limit limit, EarlierPlan.@org.jspecify.annotations.Nullable Limit last) {
    long is = instance.capacity(j);
    if (last == null || last.capacity() == is || limit.kind().equals("floor")) {
      return last == null ? " It was no limit before." : "";
    }
    return limit.kind().equals("money")
        ? " It was %s and is %s.".formatted(Formats.dollars(last.capacity()), Formats.dollars(is))
        : " There were %s and are %s.".formatted(Formats.count(last.capacity()), Formats.count(is));
  }

  private Cause seatCause(int c, long uses) {
    Model.Intake intake = model.intakes().get(c);
    EarlierPlan.Intake last = before.intakes().get(EarlierPlan.intakeKey(model, c));
    String name = "%s from %s".formatted(intake.programmeName(), Formats.date(intake.starts()));
    Prices prices = now.solved().prices();
    String changed =
        last != null && last.seats() != intake.seats()
            ? " It had %s seats and has %s."
                .formatted(Formats.count(last.seats()), Formats.count(intake.seats()))
            : "";
    String was = cents(then.seat(c) - then.minimum(c));
    String is = cents(prices.seat(c) - prices.minimum(c));
    if (uses < 0 && now.taken(c) == 0) {
      return new Cause("Intakes that do not run", "%s does not run in this plan.".formatted(name));
    }
    if (uses > 0 && last != null && last.taken() == 0) {
      return new Cause(
          "Intakes that run now", "%s did not run before and runs now.".formatted(name));
    }
    return uses < 0
        ? new Cause(
            "Seats in " + name,
            "A seat in %s went to somebody else: its price rose from %s to %s.%s"
                .formatted(name, was, is, changed))
        : new Cause(
            "Seats in " + name,
            "A seat in %s came within reach: its price fell from %s to %s.%s"
                .formatted(name, was, is, changed));
  }

  /// Nothing in prices or worth speaks for it: both were as good before and are now. There may be
  /// more or less of something scarce for people who are alike in that.
  private Cause settled(int had, int chosen) {
    for (Map.Entry<Integer, Long> seat : seats(had, chosen).entrySet()) {
      int c = seat.getKey();
      EarlierPlan.Intake last = before.intakes().get(EarlierPlan.intakeKey(model, c));
      boolean stopped = seat.getValue() < 0 && now.taken(c) == 0;
      boolean began = seat.getValue() > 0 && last != null && last.taken() == 0;
      if (stopped || began) {
        return seatCause(c, seat.getValue());
      }
    }
    Cause largest =
        new Cause(
            "As good either way",
            "At the prices of both plans this is as good as what else there is, within their gaps: of people who are alike, whole numbers decide.");
    double most = 0;
    for (Map.Entry<Integer, Long> use : limitUses(had, chosen).entrySet()) {
      int j = use.getKey();
      EarlierPlan.Limit last = before.limits().get(EarlierPlan.limitKey(model, j));
      if (last == null) {
        continue;
      }
      double more = (double) instance.capacity(j) - last.capacity();
      double weight =
          more
              * Math.signum(use.getValue())
              * Math.max(then.limit(j), now.solved().prices().limit(j));
      if (weight > most) {
        most = weight;
        largest = marginCause(j, last, more > 0);
      }
    }
    return largest;
  }

  /// Of people at the margin more or fewer have a place, since there is more or less of a limit.
  private Cause marginCause(int j, EarlierPlan.Limit last, boolean more) {
    Model.Limit limit = model.limits().get(j);
    boolean money = limit.kind().equals("money");
    return new Cause(
        limit.label(),
        "%s: %s before, %s now. For some people this is as good as what else there is at the prices of both plans, and %s of them get it."
            .formatted(
                limit.label(),
                money ? Formats.dollars(last.capacity()) : Formats.count(last.capacity()),
                money ? Formats.dollars(instance.capacity(j)) : Formats.count(instance.capacity(j)),
                more ? "more" : "fewer"));
  }

  /// @param millionths of a cent
  private static String cents(double millionths) {
    return Formats.cents(Math.round(millionths / 1e6));
  }
}
