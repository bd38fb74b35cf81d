package org.rung.matching;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rung.matching.Outcome.StoppedBy;
import org.rung.matching.Progress.Phase;

/// Finds a plan and proves how good it is.
///
/// Where the instance is large, prices on limits and seats are found first ([Dual]); given prices
/// everybody chooses alone, and nearly all choices are clear. Where no intake has a minimum or a
/// fixed price, a whole-number plan is walked to from there ([Walk]). If that is not close enough,
/// a linear program over those whose choice is not clear ([Program]) makes the prices exact, which
/// gives the bound; it is then settled which intakes run, and a plan is drawn ([Crowd]). Small
/// groups of people are then searched for a better way, by prices ([Search]) and by linear programs
/// ([Refinement]). Instances of a few people are searched to the end ([BranchAndBound]).
public final class Optimiser {
  private static final double WARMEST = 1; // of the typical worth
  private static final double COOL = 0.04;

  /// Warmest from prices found before, then, where they were too far off.
  private static final double[] AGAIN = {0.0025, 0.01};

  private static final double WALKED = 0.0025; // a plan is walked to from here on
  private static final double COLDEST = 1e-5;
  private static final double COOLER = 4; // a stage's temperature to the next
  private static final int STEPS = 30; // of a stage while it is warm
  private static final double REACH = 0.8; // of the typical worth, behind a person's best
  private static final double[] REACH_AGAIN = {0.1, 0.4};
  private static final double LISTED = 0.25; // of the typical worth, behind a person's best
  private static final double LISTED_WHERE_RULED = 0.5; // where intakes are to be settled
  private static final int FEW =
      60_000; // candidates; of more, those far from the best are left out
  private static final int LEAST_SAMPLE = 2_000; // people
  private static final int SMALL = 60; // people; more are not searched to the end
  private static final long BRANCHES = 3_000_000;
  private static final int ROUND = 1_000; // attempts at improvement between looks at the gap
  private static final int IDLE = 3; // rounds without much gain before looking wider
  private static final double GOOD = 0.001; // gap
  private static final double NEARLY = 3; // times the gap target
  private static final int TURNS = 3;
  private static final int CASES = 16; // that a proof is split into, at most
  private static final double ALMOST = 0.9; // of the gap target: a case's bound is known but nearly
  private static final int ATTEMPTS = 250; // of each turn's second way
  private static final double LITTLE = 1e-5; // part of the worth, not worth another turn
  private static final double NARROWEST = 0.05; // of the typical worth, behind a person's best

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final Instance frame; // limits and intakes
  private final Population population;
  private final Survey survey;
  private final Settings settings;
  private final Progress progress;
  private final long deadline;
  private final Workers workers;
  private final double scale;

  private Shortlist shortlist = Shortlist.NOBODY;
  private Prices prices;
  private List<Case> cases;
  private long bound;
  private Phase phase = Phase.PRICING;
  private long iterations;
  private long lastReport;
  private boolean cancelled;
  private boolean late;
  private boolean hurried; // as half the time was over
  private OptionalLong worth = OptionalLong.empty();

  private Optimiser(
      Population population, Survey survey, Settings settings, Progress progress, Workers workers) {
    this.population = population;
    frame = population.frame;
    this.survey = survey;
    this.settings = settings;
    this.progress = progress;
    this.workers = workers;
    deadline = System.nanoTime() + settings.timeLimit().toNanos();
    lastReport = System.nanoTime();
    double sum = survey.worth.toBigInteger().doubleValue();
    scale = Math.max(1, sum / Math.max(1, population.candidates));
    prices = Prices.none(frame);
    cases = List.of(Case.every(prices));
    bound = UNKNOWN;
  }

  /// Solves an instance. Ends at the gap target, at the time limit, when `progress` says so, or
  /// when there is nothing more to try, and answers with the best it has. Unless time or `progress`
  /// ended it, the same instance, gap target and seed give the same answer on any number of
  /// threads. (Where half the time goes by before it is settled which intakes run, what is left is
  /// settled in a hurry, and that counts as time.)
  ///
  /// @param progress called by this thread; whatever it throws ends the search and is passed on
  public static Outcome solve(Instance instance, Settings settings, Progress progress) {
    return solve(instance, null, settings, progress);
  }

  /// Solves an instance that differs a little from one solved before: more money, a seat less, a
  /// person left. Starts from the prices found then, so it takes a fraction of the time; where they
  /// turn out to be far off it begins from nothing. What it answers is proved as by
  /// [#solve(Instance, Settings, Progress)], whatever the prices were.
  ///
  /// @param last of an instance with as many limits and intakes in the same order
  public static Outcome again(
      Instance instance, Prices last, Settings settings, Progress progress) {
    if (last.limitCount() != instance.limitCount()
        || last.intakeCount() != instance.intakeCount()) {
      throw new IllegalArgumentException(
          "last: %s are not of %d limits and %d intakes"
              .formatted(last, instance.limitCount(), instance.intakeCount()));
    }
    return solve(instance, last, settings, progress);
  }

  private static Outcome solve(
      Instance instance, @Nullable Prices last, Settings settings, Progress progress) {
    try (Workers workers = new Workers(settings.threads())) {
      return solve(Population.of(instance, workers), last, settings, progress, workers);
    }
  }

  /// Solves an instance whose people lie in blocks, wherever they are; the answer is that of
  /// [#solve(Instance, Settings, Progress)]. Its choice counts each person's candidates from
  /// nought.
  ///
  /// @throws IllegalArgumentException if the blocks do not hold what the population says, or sums
  ///   do not fit
  public static Outcome solve(Population population, Settings settings, Progress progress) {
    try (Workers workers = new Workers(settings.threads())) {
      return solve(population, null, settings, progress, workers);
    }
  }

  private static Outcome solve(
      Population population,
      @Nullable Prices last,
      Settings settings,
      Progress progress,
      Workers workers) {
    Survey survey = population.survey();
    survey.check(population);
    Optional<Outcome> impossible = unreachableLimit(population.frame, survey);
    return impossible.isPresent()
        ? impossible.get()
        : new Optimiser(population, survey, settings, progress, workers).solve(last);
  }

  /// A limit that is broken even when everybody uses as little of it as can be.
  private static Optional<Outcome> unreachableLimit(Instance frame, Survey survey) {
    long[] least = survey.leastUse;
    for (int j = 0; j < least.length; j++) {
      if (least[j] > frame.capacity[j]) {
        return Optional.of(
            infeasible(
                frame,
                j,
                frame.capacity[j] < 0
                    ? "%s: everybody together reaches %d, and at least %d is asked"
                        .formatted(frame.limitName(j), -least[j], -frame.capacity[j])
                    : "%s: at best everybody together uses %d, and at most %d is allowed"
                        .formatted(frame.limitName(j), least[j], frame.capacity[j])));
      }
    }
    return Optional.empty();
  }

  private static Outcome.Infeasible infeasible(Instance instance, int limit, String reason) {
    long[] multipliers = new long[instance.limitCount()];
    multipliers[limit] = 1;
    long[] none = new long[instance.intakeCount()];
    return new Outcome.Infeasible(
        reason,
        List.of(instance.limitName(limit)),
        Optional.of(Prices.of(instance, multipliers, none, none)));
  }

  private Outcome solve(@Nullable Prices last) {
    boolean few = population.people <= SMALL;
    double[] price = new double[frame.limitCount() + frame.intakeCount()];
    boolean all = few || population.candidates < Shortlist.MANY;
    if (all) {
      shortlist = Shortlist.whole(population);
    }
    Walked walked =
        new Walked(
            population, shortlist, scale, settings.seed(), this::hear, this::isNear, this::goesOn);
    if (few || !all || !Program.isSmall(Classes.of(shortlist.instance))) {
      descend(price, last, walked);
    }
    if (bound == UNKNOWN) {
      offer(prices);
    }
    if (walked.found() && reached(walked.best())) {
      shortlist = walked.shortlist();
      return solved(walked.best(), StoppedBy.GAP_REACHED);
    }
    if (!all) {
      double reach = Settling.isNeeded(frame) ? LISTED_WHERE_RULED : LISTED;
      shortlist = Shortlist.of(population, price, reach * scale);
    }
    Plan best = walked.among(shortlist);
    if (best.keepsEveryRule()) {
      worth = OptionalLong.of(best.worth);
    }
    if (bound < leastWorth()) {
      return tooLittle();
    }
    if (few && !stopped()) {
      Optional<Outcome> exact = searchToTheEnd(best, price);
      if (exact.isPresent()) {
        return exact.get();
      }
    }
    if (!stopped() && !(best.keepsEveryRule() && reached(best))) {
      plan(price, best);
    }
    if (bound < leastWorth()) {
      return tooLittle();
    }
    if (!best.keepsEveryRule()) {
      Optional<Outcome.Infeasible> conflict = Conflict.of(population, workers, this::goesOn);
      if (conflict.isPresent()) {
        return conflict.get();
      }
      String broken =
          Account.of(shortlist.instance, best.choice).problem(frame).orElse("no plan was finished");
      return new Outcome.NothingFeasible(prices, bound, stoppedBy(false), broken);
    }
    return solved(best, stoppedBy(reached(best)));
  }

  private Outcome tooLittle() {
    return Conflict.of(population, workers, this::goesOn)
        .orElseGet(() ->
            new Outcome.Infeasible(
                "at the prices found no plan can be worth more than %d cents, and every plan is worth more than that"
                    .formatted(bound),
                List.of(),
                Optional.empty()));
  }

  /// Makes a plan by the linear program and improves it by turns in two ways, as long as that
  /// gains.
  ///
  /// @param best receives the plan if it keeps every rule and is worth more, or if there was none
  private void plan(double[] start, Plan best) {
    phase = Phase.PLANNING;
    Instance listed = shortlist.instance;
    Model model = new Model(listed);
    Classes classes = Classes.of(listed);
    Crowd crowd = new Crowd(listed, classes, settings.seed(), this::goesOn);
    boolean ruled = Settling.isNeeded(listed);
    Settling settling = new Settling(listed, population, scale, workers, this::goesOn);
    Plan made =
        ruled && !Program.isSmall(classes)
            ? crowd.solve(settling.settle(start, this::hasTimeToSettle), this::isGood)
            : crowd.solve(
                start,
                bound,
                found -> offer(Unavailable.priced(population, survey, found)),
                this::isGood);
    if (made != null) {
      keep(made, best);
    } else if (!stopped()) {
      planAtPrices(model, crowd.state, crowd.price(), best);
    }
    if (!best.keepsEveryRule() && !stopped()) {
      byte[] all = new byte[frame.intakeCount()];
      Arrays.fill(all, Dual.OPEN);
      if (!planAtPrices(model, all, crowd.price(), best) && made != null) {
        best.copyFrom(made);
      }
    }
    Cases split = null;
    boolean settledAnew = false;
    for (int turn = 0; best.keepsEveryRule() && turn < TURNS; turn++) {
      long before = best.worth;
      SplittableRandom random = new SplittableRandom(settings.seed() + turn);
      Search search = new Search(model, crowd.state, crowd.price(), random, this::goesOn);
      search.plan.copyFrom(best);
      if (!reached(best) && !stopped()) {
        improve(search, best, NARROWEST * (1 + turn));
      }
      if (ruled && !reached(best) && !stopped()) {
        if (split == null) {
          prices.inCents(start);
          split = new Cases(settling, start, this::goesOn);
        }
        prove(split, best);
        if (!settledAnew && split.whole().isPresent() && !reached(best) && !stopped()) {
          settledAnew = true;
          Plan anew = crowd.solve(settling.completed(split.whole().get()), this::isGood);
          if (anew != null) {
            keep(anew, best);
          } else {
            planAtPrices(model, crowd.state, crowd.price(), best);
          }
        }
      }
      if (!isGood(best.worth) && !stopped()) {
        keep(crowd.improve(best, ATTEMPTS, this::isGood), best);
      }
      boolean gained = best.worth - before > LITTLE * Math.abs(best.worth);
      if (reached(best) || !gained || isGood(best.worth) && !isNear(best.worth)) {
        break;
      }
    }
  }

  /// Splits the proof into cases, as far as needed for the best plan to be within the gap target.
  private void prove(Cases split, Plan best) {
    double enough = best.worth + ALMOST * settings.gapTarget() * Math.abs((double) best.worth);
    split.split(enough, CASES);
    Cases.Proof proof = split.proof(population);
    if (proof.boundCents().compareTo(BigInteger.valueOf(bound)) < 0) {
      bound = proof.boundCents().longValueExact();
      cases = proof.cases();
      if (cases.size() == 1) {
        prices = cases.get(0).prices(); // not split: these prove it
      }
    }
  }

  private StoppedBy stoppedBy(boolean reached) {
    if (reached) {
      return StoppedBy.GAP_REACHED;
    }
    return cancelled
        ? StoppedBy.CANCELLED
        : late || hurried ? StoppedBy.TIME_LIMIT : StoppedBy.NOTHING_BETTER_FOUND;
  }

  private Outcome.Solved solved(Plan plan, StoppedBy stoppedBy) {
    Account account = Account.of(shortlist.instance, plan.choice);
    Choice choice = population.choice(shortlist.places(plan.choice));
    Certificate certificate =
        new Certificate(account.worthCents, bound, choice.assigned(), account.openIntakes());
    return new Outcome.Solved(choice, prices, cases, certificate, stoppedBy);
  }

  /// Hears of a plan that keeps every rule.
  ///
  /// @return whether it will do
  private boolean hear(long found) {
    worth = OptionalLong.of(Math.max(found, worth.orElse(found)));
    return reached(found);
  }

  private boolean reached(Plan plan) {
    return reached(plan.worth);
  }

  private boolean reached(long worth) {
    return isWithin(worth, settings.gapTarget());
  }

  /// Whether no other way to settle and to round is tried.
  private boolean isGood(long worth) {
    return isWithin(worth, Math.max(GOOD, settings.gapTarget()));
  }

  /// Whether a little more looking may reach the target.
  private boolean isNear(long worth) {
    return isWithin(worth, NEARLY * settings.gapTarget());
  }

  private boolean isWithin(long worth, double gap) {
    return new Certificate(worth, bound, 0, 0).isWithin(gap);
  }

  /// Less than any plan can be worth.
  private long leastWorth() {
    long least = survey.leastWorth;
    for (long fixed : frame.fixed) {
      least -= fixed;
    }
    return least;
  }

  /// Lowers the temperature in stages, all intakes free to run in part, and keeps the best rounded
  /// prices. While it is warm, a sample of the people tells the prices well enough. Once it is
  /// cool, candidates far from their person's best hardly matter, and are left out of the steps,
  /// never of the bound. Where no intake is to be settled a plan is walked to as soon as the prices
  /// may be good enough; if it is within the gap target it need not get colder.
  private void descend(double[] price, @Nullable Prices last, Walked walked) {
    if (last != null) {
      prices = last;
      for (int n = 0; n < AGAIN.length; n++) {
        last.inCents(price);
        if (cool(price, AGAIN[n], REACH_AGAIN[n], true, walked) != Cooling.End.FAR) {
          return;
        }
      }
      Arrays.fill(price, 0);
    }
    offer(Prices.none(frame));
    if (warm(price)) {
      offer(Prices.rounded(frame, price));
      cool(price, COOL, REACH, false, walked);
    }
  }

  private Cooling.End cool(
      double[] price, double warmest, double reach, boolean begun, Walked walked) {
    double within = population.candidates < FEW ? Double.POSITIVE_INFINITY : reach;
    boolean walks = population.people > SMALL && !Settling.isNeeded(frame);
    return new Cooling(frame, scale, settings.gapTarget(), workers, this::goesOn)
        .run(
            population.blocks,
            within,
            price,
            warmest,
            COLDEST,
            begun,
            new Cooling.Stages() {
              @Override
              public double bound(double temperature) {
                Prices found = Prices.rounded(frame, price);
                return walks(temperature)
                    ? walked
                        .list(price, found)
                        .map(cents -> offer(found, cents))
                        .orElseGet(() -> offer(found))
                    : offer(found);
              }

              @Override
              public boolean isEnough(double temperature) {
                if (!walks(temperature)) {
                  return false;
                }
                phase = Phase.PLANNING;
                boolean enough = walked.isEnough(price);
                phase = Phase.PRICING;
                return enough;
              }

              private boolean walks(double temperature) {
                return walks && temperature <= WALKED;
              }
            });
  }

  /// Prices from a sample of the people.
  ///
  /// @return whether it was allowed to go on to the end
  private boolean warm(double[] price) {
    int every = Math.max(1, Math.min(16, population.people / LEAST_SAMPLE));
    boolean whole = true;
    try (Blocks<Near> some =
        population.blocks.changed((block, scratch) -> Near.sample(block, every))) {
      Dual dual = new Dual(frame, some, workers);
      dual.scaleTo(1.0 / every);
      for (double temperature = WARMEST; whole && temperature > COOL; temperature /= COOLER) {
        whole = dual.descend(price, scale * temperature, STEPS, this::goesOn);
      }
    }
    return whole;
  }

  /// @return the bound at these prices, cents
  private double offer(Prices found) {
    return offer(found, Bound.cents(population, found));
  }

  private double offer(Prices found, BigInteger cents) {
    if (cents.bitLength() < 63 && cents.longValueExact() < bound) {
      bound = cents.longValueExact();
      prices = found;
      cases = List.of(Case.every(found));
    }
    return cents.doubleValue();
  }

  /// Tries all plans, or rules them out.
  ///
  /// @return the answer, unless there are too many
  private Optional<Outcome> searchToTheEnd(Plan best, double[] price) {
    phase = Phase.SEARCHING;
    int people = population.people;
    Model model = new Model(shortlist.instance);
    int[] who = new int[people];
    int[][] options = new int[people][];
    double[][] after = new double[people][];
    double[] exact = new double[model.rows];
    for (int j = 0; j < model.limits; j++) {
      exact[j] = Math.max(0, price[j]);
    }
    System.arraycopy(price, model.limits, exact, model.limits, model.rows - model.limits);
    for (int e = 0; e < people; e++) {
      who[e] = e;
      Search.allOptions(model, exact, e, options, after);
    }
    BranchAndBound all = new BranchAndBound(best, exact);
    boolean tried = all.improve(who, options, after, true, BRANCHES, this::goesOn);
    boolean feasible = best.keepsEveryRule();
    if (feasible) {
      worth = OptionalLong.of(best.worth);
    }
    if (!tried) {
      return Optional.empty();
    }
    return Optional.of(
        feasible
            ? solved(best, reached(best) ? StoppedBy.GAP_REACHED : StoppedBy.SEARCH_EXHAUSTED)
            : Conflict.of(population, workers, this::goesOn)
                .orElse(
                    new Outcome.Infeasible(
                        "every plan was tried or ruled out, and each breaks a rule",
                        List.of(),
                        Optional.empty())));
  }

  /// Improves the search's plan until nothing much is gained, and keeps the best.
  private void improve(Search search, Plan best, double widest) {
    phase = Phase.IMPROVING;
    iterations = 0;
    double near = NARROWEST;
    search.listNear(near * scale);
    search.tryIntakes();
    int idle = 0;
    for (int round = 0; !stopped(); round++) {
      keep(search.plan, best);
      if (reached(best)) {
        break;
      }
      long gained = search.improve(ROUND);
      if (round % 4 == 3) {
        gained += search.tryIntakes();
      }
      iterations += ROUND;
      long missing = bound - search.plan.worth;
      idle = gained * 500 > missing ? 0 : idle + 1;
      if (idle < IDLE) {
        continue;
      }
      if (near >= widest) {
        break;
      }
      near *= 2;
      search.listNear(near * scale);
      idle = 0;
    }
    keep(search.plan, best);
    phase = Phase.PLANNING;
  }

  /// A plan made person by person at the prices.
  ///
  /// @param open per intake whether it may run; closes those that do not come to their minimum
  /// @return whether it keeps every rule
  private boolean planAtPrices(Model model, byte[] open, double[] price, Plan best) {
    Search search =
        new Search(model, open, price, new SplittableRandom(settings.seed()), this::goesOn);
    if (!search.construct(scale)) {
      return false;
    }
    search.fill();
    keep(search.plan, best);
    return true;
  }

  private void keep(Plan found, Plan best) {
    if (found.keepsEveryRule() && (!best.keepsEveryRule() || found.worth > best.worth)) {
      best.copyFrom(found);
      worth = OptionalLong.of(best.worth);
    }
  }

  /// Half the time, so that there is a plan at the end of it.
  private boolean hasTimeToSettle() {
    hurried |= System.nanoTime() - deadline >= -settings.timeLimit().toNanos() / 2;
    return !hurried && goesOn();
  }

  private boolean stopped() {
    return !goesOn();
  }

  /// Looks at the clock, and some times a second asks whether to go on.
  private boolean goesOn() {
    if (cancelled || late) {
      return false;
    }
    if (phase != Phase.IMPROVING) {
      iterations++;
    }
    long now = System.nanoTime();
    if (now - deadline >= 0) {
      late = true;
      return false;
    }
    if (now - lastReport > 100_000_000L || iterations == 1) {
      lastReport = now;
      OptionalLong known = bound == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(bound);
      cancelled = !progress.goesOn(new Progress.Report(phase, iterations, worth, known));
    }
    return !cancelled;
  }
}
