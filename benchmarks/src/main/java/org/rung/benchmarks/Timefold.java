package org.rung.benchmarks;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicType;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rung.matching.Choice;
import org.rung.matching.Instance;

/// An instance as Timefold's community edition reads it: a variable a person, worth and limits
/// counted move by move. Who is worth most is placed first; then one or two people change at a
/// time. It works on one thread until its time is up.
final class Timefold implements Prepared {
  private static final double WARM = 0.4;

  private final Instance instance;
  private final Workforce workforce;

  Timefold(Instance instance) {
    this.instance = instance;
    workforce = new Workforce();
    workforce.instance = instance;
    double[] best = new double[instance.personCount()];
    for (int e = 0; e < best.length; e++) {
      for (int k = instance.firstCandidate(e); k < instance.endOfCandidates(e); k++) {
        best[e] = Math.max(best[e], instance.worthCents(k));
      }
    }
    IntStream.range(0, best.length)
        .boxed()
        .sorted(Comparator.comparingDouble(e -> -best[e]))
        .forEach(e -> {
          Person person = new Person();
          person.number = e;
          person.candidates =
              IntStream.range(instance.firstCandidate(e), instance.endOfCandidates(e))
                  .boxed()
                  .toList();
          workforce.people.add(person);
        });
  }

  @Override
  public Answer solve(Duration atMost) {
    SolverConfig config =
        new SolverConfig()
            .withSolutionClass(Workforce.class)
            .withEntityClasses(Person.class)
            .withScoreDirectorFactory(
                new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(Count.class))
            .withPhases(
                new ConstructionHeuristicPhaseConfig()
                    .withConstructionHeuristicType(ConstructionHeuristicType.FIRST_FIT),
                new LocalSearchPhaseConfig()
                    .withAcceptorConfig(
                        new LocalSearchAcceptorConfig()
                            .withSimulatedAnnealingStartingTemperature(
                                HardSoftScore.ofSoft(warmth()).toString()))
                    .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1))
                    .withMoveSelectorConfig(new ChangeMoveSelectorConfig()))
            .withTerminationSpentLimit(atMost);
    long start = System.nanoTime();
    Workforce planned = SolverFactory.<Workforce>create(config).buildSolver().solve(workforce);
    double seconds = (System.nanoTime() - start) / 1e9;
    int[] chosen = new int[instance.personCount()];
    Arrays.fill(chosen, Choice.NONE);
    for (Person person : planned.people) {
      if (person.candidate != null) {
        chosen[person.number] = person.candidate;
      }
    }
    return new Referee(instance)
        .judge(
            Answer.without(Solver.TIMEFOLD.word(), "time is up", seconds, PeakMemory.mb()), chosen);
  }

  /// Cents: a good part of what a candidate is worth.
  private long warmth() {
    double sum = 0;
    for (int k = 0; k < instance.candidateCount(); k++) {
      sum += Math.abs((double) instance.worthCents(k));
    }
    return Math.max(1, Math.round(WARM * sum / Math.max(1, instance.candidateCount())));
  }

  /// What Timefold plans: it makes copies by the constructor without arguments.
  @PlanningSolution
  public static final class Workforce {
    @Nullable Instance instance;

    @PlanningEntityCollectionProperty public List<Person> people = new ArrayList<>();

    @PlanningScore public @Nullable HardSoftScore score;
  }

  @PlanningEntity
  public static final class Person {
    int number;

    @ValueRangeProvider public List<Integer> candidates = List.of();

    @PlanningVariable(allowsUnassigned = true)
    public @Nullable Integer candidate;
  }

  /// Worth in cents, and hard what exceeds a limit, in millionths of a typical use.
  public static final class Count implements IncrementalScoreCalculator<Workforce, HardSoftScore> {
    private static final long TYPICAL = 1_000_000;

    private @Nullable Instance counted;
    private long[] used = new long[0];
    private long[] sits = new long[0];
    private long[] weight = new long[0]; // per limit and unit
    private long over;
    private long worth;

    @Override
    public void resetWorkingSolution(Workforce workforce) {
      Instance instance = Objects.requireNonNull(workforce.instance);
      if (instance != counted) {
        counted = instance;
        weigh(instance);
      }
      used = new long[instance.limitCount()];
      sits = new long[instance.intakeCount()];
      worth = 0;
      over = 0;
      for (int j = 0; j < used.length; j++) {
        over += excess(instance, j);
      }
      for (Person person : workforce.people) {
        count(person, 1);
      }
    }

    private void weigh(Instance instance) {
      double[] sum = new double[instance.limitCount()];
      long[] users = new long[sum.length];
      for (int k = 0; k < instance.candidateCount(); k++) {
        for (int i = 0; i < instance.useCount(k); i++) {
          sum[instance.useLimit(k, i)] += Math.abs(instance.useAmount(k, i));
          users[instance.useLimit(k, i)]++;
        }
      }
      weight = new long[sum.length];
      Arrays.setAll(weight, j -> Math.max(1, Math.round(TYPICAL * users[j] / Math.max(1, sum[j]))));
    }

    private long excess(Instance instance, int j) {
      return weight[j] * Math.max(0, used[j] - instance.capacity(j));
    }

    private long misfit(Instance instance, int c) {
      long count = sits[c];
      long off =
          count > instance.seats(c)
              ? count - instance.seats(c)
              : count > 0 ? Math.max(0, instance.minimum(c) - count) : 0;
      return TYPICAL * off;
    }

    private void use(Instance instance, int j, long amount) {
      over -= excess(instance, j);
      used[j] += amount;
      over += excess(instance, j);
    }

    private void count(Object entity, int sign) {
      Integer candidate = ((Person) entity).candidate;
      Instance instance = counted;
      if (candidate == null || instance == null) {
        return;
      }
      int k = candidate;
      worth += sign * instance.worthCents(k);
      for (int i = 0; i < instance.useCount(k); i++) {
        use(instance, instance.useLimit(k, i), sign * instance.useAmount(k, i));
      }
      for (int i = 0; i < instance.seatCount(k); i++) {
        int c = instance.seatIntake(k, i);
        over -= misfit(instance, c);
        boolean ran = sits[c] > 0;
        sits[c] += sign;
        over += misfit(instance, c);
        if (ran != sits[c] > 0) {
          worth -= sign * instance.fixedCents(c);
          if (instance.moneyLimit(c) != Instance.NONE) {
            use(instance, instance.moneyLimit(c), sign * instance.fixedCents(c));
          }
        }
      }
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
      count(entity, -1);
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
      count(entity, 1);
    }

    @Override
    public HardSoftScore calculateScore() {
      return HardSoftScore.of(-over, worth);
    }
  }
}
