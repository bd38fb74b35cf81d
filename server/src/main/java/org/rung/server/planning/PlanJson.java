package org.rung.server.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rung.server.api.Counts;
import org.rung.server.api.Meaning;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.SmallGroups;

/// What the API says of plans. A group of one to four people is never told, nor what belongs to it,
/// nor anything beside it from which it could be worked out.
final class PlanJson {
  private PlanJson() {}

  private static final String CENTS = "Whole cents. ";

  /// Who has no id.
  private static final String INVENTED = "Alex";

  /// A plan in a list.
  record PlanHead(
      long id,
      long scenarioId,
      String scenario,
      @Meaning("The work that makes it; null when a command did.") Optional<Long> job,
      Plans.Plan.State state,
      @Meaning("Whether it is the published one.") boolean published,
      @Meaning("The account.") String askedBy,
      Instant askedAt,
      Optional<Instant> madeAt,
      @Meaning("People in the file it was made for. " + Counts.HIDDEN) OptionalLong people,
      @Meaning("Of them, those with at least one pathway to weigh. " + Counts.HIDDEN)
          OptionalLong withCandidate,
      @Meaning("People with a place. " + Counts.HIDDEN) OptionalLong assigned,
      @Meaning(CENTS + "Without what is counted for keeping. Null where so few have a place.")
          OptionalLong worthCents,
      @Meaning("(bound − worth) ÷ bound: how far from the best possible plan at most.") double gap,
      @Meaning("Why there is no plan, empty when there is one.") String reason,
      @Meaning("The plan whose places counted more, where keeping them did.")
          Optional<Long> keptPlan,
      @Meaning("People who keep what it gave them. " + Counts.HIDDEN) OptionalLong kept,
      @Meaning(CENTS + "Counted for keeping them, beside the worth. Null where so few are kept.")
          OptionalLong stabilityCents,
      @Meaning("The plan that it starts from and is compared with; null for none.")
          Optional<Long> base) {
    static PlanHead of(Plans.Plan plan, Optional<Long> published) {
      long without = plan.people() - plan.withCandidate();
      return new PlanHead(
          plan.id(),
          plan.scenarioId(),
          plan.scenario(),
          plan.job(),
          plan.state(),
          published.filter(id -> id == plan.id()).isPresent(),
          plan.askedBy(),
          plan.askedAt(),
          plan.madeAt(),
          Counts.of(plan.people()),
          SmallGroups.hides(without) || SmallGroups.hides(plan.withCandidate() - plan.assigned())
              ? OptionalLong.empty()
              : Counts.of(plan.withCandidate()),
          Counts.of(plan.assigned()),
          Counts.with(plan.assigned(), plan.worthCents()),
          plan.gap(),
          plan.reason(),
          plan.keptPlan(),
          plan.tellsKept() ? OptionalLong.of(plan.kept()) : OptionalLong.empty(),
          plan.tellsKept() ? OptionalLong.of(plan.stabilityCents()) : OptionalLong.empty(),
          plan.base());
    }
  }

  /// A plan with all that it says of everybody together.
  record PlanWhole(
      PlanHead head,
      @Meaning("Its publications, newest first.") List<PlanPublication> publications,
      @Meaning("The work that publishes it right now.") Optional<Long> publishing,
      @Meaning("Null until it is made.") Optional<PlanFigures> figures) {
    static PlanWhole of(
        Plans.Plan plan,
        List<Publications.Publication> publications,
        Optional<Long> publishing,
        Optional<PlanFigures> figures,
        Optional<Long> published) {
      return new PlanWhole(
          PlanHead.of(plan, published),
          publications.stream().map(PlanPublication::of).toList(),
          publishing,
          figures);
    }
  }

  /// That a plan was published.
  record PlanPublication(
      @Meaning("The account that answers for it.") String publishedBy,
      Instant publishedAt,
      Optional<String> withdrawnBy,
      Optional<Instant> withdrawnAt,
      Optional<String> withdrawnWhy) {
    static PlanPublication of(Publications.Publication publication) {
      Optional<Publications.Withdrawal> withdrawal = publication.withdrawn();
      return new PlanPublication(
          publication.by(),
          publication.at(),
          withdrawal.map(Publications.Withdrawal::by),
          withdrawal.map(Publications.Withdrawal::at),
          withdrawal.map(Publications.Withdrawal::why));
    }
  }

  /// What a plan says of everybody together.
  record PlanFigures(
      String summary,
      PlanCertificate certificate,
      @Meaning("The parts of the worth, summing to it.") List<PlanPart> parts,
      List<PlanStrategy> strategies,
      List<PlanBudget> budgets,
      @Meaning("From a role through a programme to what comes next; small ones are added up.")
          List<PlanFlow> flows,
      @Meaning("The programmes it uses, those with most people first.")
          List<PlanProgramme> programmes,
      @Meaning("What is worth most to have one more of.") List<PlanOneMore> oneMore,
      @Meaning("Why people have no pathway to weigh, and the smallest change that would open one.")
          List<PlanWithout> without,
      @Meaning("What it takes for granted.") List<PlanAssumption> assumptions) {
    static PlanFigures of(PlanView view, List<FlowPlot.Flow> flows) {
      List<PlanReading.StrategySum> sums =
          List.of(Strategy.values()).stream()
              .map(strategy ->
                  view.strategies().getOrDefault(strategy, PlanReading.StrategySum.NOBODY))
              .toList();
      boolean[] shown = view.told();
      boolean few = SmallGroups.hides(view.plan().assigned());
      List<PlanStrategy> strategies = new ArrayList<>();
      for (Strategy strategy : Strategy.values()) {
        boolean tell = shown[strategy.ordinal()];
        PlanReading.StrategySum sum = sums.get(strategy.ordinal());
        strategies.add(
            new PlanStrategy(
                strategy, tell ? OptionalLong.of(sum.people()) : OptionalLong.empty()));
      }
      return new PlanFigures(
          view.summary(),
          new PlanCertificate(
              few ? OptionalLong.empty() : OptionalLong.of(view.plan().certifiedCents()),
              few ? OptionalLong.empty() : OptionalLong.of(view.plan().boundCents()),
              view.plan().gap(),
              view.plan().candidates(),
              view.plan().constraints(),
              view.limitsKept()),
          few
              ? List.of()
              : view.parts().stream().map(p -> new PlanPart(p.name(), p.cents())).toList(),
          strategies,
          view.budgets().stream()
              .map(year -> PlanBudget.of(year, view.toldIn(year.year()), few))
              .toList(),
          FlowPlot.shown(flows).stream()
              .map(f -> new PlanFlow(f.from(), f.programme(), f.to(), f.strategy(), f.people()))
              .toList(),
          programmes(view.programmes()),
          view.next().stream()
              .map(n -> new PlanOneMore(n.name(), n.when(), n.cents(), n.scarce()))
              .toList(),
          without(view.without()),
          view.assumptions().stream()
              .map(a -> new PlanAssumption(a.name(), a.value(), a.kind(), a.source()))
              .toList());
    }

    private static List<PlanProgramme> programmes(List<PlanReading.ProgrammeUse> uses) {
      boolean[] shown =
          SmallGroups.shownBeside(
              uses.stream().mapToLong(PlanReading.ProgrammeUse::people).toArray());
      List<PlanProgramme> programmes = new ArrayList<>();
      for (int i = 0; i < uses.size(); i++) {
        PlanReading.ProgrammeUse use = uses.get(i);
        programmes.add(
            new PlanProgramme(
                use.id(),
                use.name(),
                use.provider(),
                use.hours(),
                use.strategies(),
                shown[i] ? OptionalLong.of(use.people()) : OptionalLong.empty(),
                shown[i] ? OptionalLong.of(use.cents()) : OptionalLong.empty(),
                shown[i] && use.seats() > 0 ? OptionalLong.of(use.seats()) : OptionalLong.empty()));
      }
      return programmes;
    }

    private static List<PlanWithout> without(List<PlanReading.Without> reasons) {
      boolean[] shown =
          SmallGroups.shownBeside(
              reasons.stream().mapToLong(PlanReading.Without::people).toArray());
      List<PlanWithout> without = new ArrayList<>();
      for (int i = 0; i < reasons.size(); i++) {
        PlanReading.Without one = reasons.get(i);
        without.add(
            new PlanWithout(
                one.reason(),
                one.change(),
                shown[i] ? OptionalLong.of(one.people()) : OptionalLong.empty()));
      }
      return without;
    }
  }

  /// The proof of how good a plan is.
  record PlanCertificate(
      @Meaning(CENTS + "With what is counted for keeping people at what they were given.")
          OptionalLong worthCents,
      @Meaning(CENTS + "No plan under these limits is worth more.") OptionalLong boundCents,
      @Meaning("(bound − worth) ÷ bound.") double gap,
      long candidates,
      int constraints,
      @Meaning("Every kind of limit that it keeps, in words.") List<String> limitsKept) {}

  /// A part of the worth.
  record PlanPart(String name, @Meaning(CENTS + "Below zero for what it costs.") long cents) {}

  /// How many a strategy serves.
  record PlanStrategy(Strategy strategy, @Meaning(Counts.HIDDEN) OptionalLong people) {}

  /// A fiscal year's budget.
  record PlanBudget(
      int year,
      @Meaning(CENTS) long budgetCents,
      @Meaning(CENTS + "Null where so few have a place.") OptionalLong usedCents,
      @Meaning(CENTS + "Reserved for the education benefit, suggested to nobody yet.")
          long keptCents,
      @Meaning("What goes to each strategy.") List<PlanShare> shares,
      @Meaning(CENTS + "Fixed prices of intakes that run.") OptionalLong fixedCents) {
    static PlanBudget of(PlanView.BudgetYear year, boolean[] shown, boolean few) {
      List<PlanShare> shares = new ArrayList<>();
      for (Strategy strategy : Strategy.values()) {
        long cents = year.shares().get(strategy.ordinal()).cents();
        shares.add(
            new PlanShare(
                strategy,
                shown[strategy.ordinal()] ? OptionalLong.of(cents) : OptionalLong.empty()));
      }
      return new PlanBudget(
          year.year(),
          year.budgetCents(),
          few ? OptionalLong.empty() : OptionalLong.of(year.usedCents()),
          year.keptCents(),
          shares,
          few ? OptionalLong.empty() : OptionalLong.of(year.shares().getLast().cents()));
    }
  }

  /// What of a budget goes to a strategy.
  record PlanShare(
      Strategy strategy, @Meaning(CENTS + "Null for a group of one to four.") OptionalLong cents) {}

  /// People who go the same way, five at least.
  record PlanFlow(String from, String programme, String to, Strategy strategy, long people) {}

  /// A programme in a plan.
  record PlanProgramme(
      long id,
      String name,
      String provider,
      int hours,
      @Meaning("Those that people follow it under.") List<Strategy> strategies,
      @Meaning(Counts.HIDDEN) OptionalLong people,
      @Meaning(CENTS + "Null for a group of one to four.") OptionalLong cents,
      @Meaning("Of the intakes that run; null at a school with seats of its own.")
          OptionalLong seats) {}

  /// What one more unit would add, all else equal.
  record PlanOneMore(
      @Meaning("The unit: a seat, an opening, a dollar, an hour.") String what,
      @Meaning("By or on which day, in words; empty for any.") String when,
      @Meaning("Cents of worth for one more; not whole.") double cents,
      boolean scarce) {}

  /// A figure or fact that a plan takes for granted.
  record PlanAssumption(
      String name, String value, Figure.Kind kind, @Meaning("Where it is from.") String source) {}

  /// A reason and how many people it holds for.
  record PlanWithout(String reason, String change, @Meaning(Counts.HIDDEN) OptionalLong people) {}

  // ---- people

  /// Somebody with a place in a plan.
  record PlannedPerson(
      @Meaning("As the employer's files have it.") String employerId,
      @Meaning("The role now.") String role,
      String department,
      String programme,
      @Meaning("The role, or what waits outside.") String to,
      Strategy strategy,
      LocalDate starts,
      @Meaning("Of a million: to accept, complete and be placed.") int chanceMillionths,
      @Meaning(CENTS) long priceCents,
      @Meaning(CENTS) long worthCents,
      @Meaning("Why this, in a sentence.") String why) {
    private PlannedPerson invented() {
      return new PlannedPerson(
          INVENTED,
          role,
          department,
          programme,
          to,
          strategy,
          starts,
          chanceMillionths,
          priceCents,
          worthCents,
          why);
    }

    static PlannedPerson of(PlanReading.Placed placed) {
      return new PlannedPerson(
          placed.employerId(),
          placed.fromTitle(),
          placed.department(),
          placed.programme(),
          placed.toLabel(),
          placed.strategy(),
          placed.starts(),
          placed.chanceMillionths(),
          placed.priceCents(),
          placed.worthCents(),
          placed.why());
    }
  }

  /// Everything a plan says of one person.
  record PersonInPlan(
      String employerId,
      String role,
      String department,
      @Meaning(CENTS + "A year.") long payCents,
      @Meaning("The place; null without one.") Optional<PlannedPerson> place,
      @Meaning("The parts of the place's worth.") List<PlanPart> parts,
      @Meaning("What else was weighed, nearest first.") List<PlanAlternative> others,
      @Meaning("Why nothing could be weighed; null when something was.")
          Optional<PlanNothing> nothing) {
    /// The same without an id, under the name of the invented employee.
    static PersonInPlan invented(PlanReading.PersonView like) {
      PersonInPlan of = of(like);
      return new PersonInPlan(
          INVENTED,
          of.role(),
          of.department(),
          of.payCents(),
          of.place().map(PlannedPerson::invented),
          of.parts(),
          of.others(),
          of.nothing());
    }

    static PersonInPlan of(PlanReading.PersonView person) {
      return new PersonInPlan(
          person.employerId(),
          person.title(),
          person.department(),
          person.payCents(),
          person.placed().map(PlannedPerson::of),
          person.parts().stream().map(p -> new PlanPart(p.name(), p.cents())).toList(),
          person.others().stream()
              .map(o ->
                  new PlanAlternative(
                      o.programme(),
                      o.toLabel(),
                      o.strategy(),
                      o.starts(),
                      o.worthCents(),
                      o.change().worthCents(),
                      o.change().priceCents(),
                      o.change().chanceMillionths(),
                      o.change().oneMore(),
                      o.against()))
              .toList(),
          person.without().map(w -> new PlanNothing(w.reason(), w.change())));
    }
  }

  /// What else was open to a person.
  record PlanAlternative(
      String programme,
      String to,
      Strategy strategy,
      LocalDate starts,
      @Meaning(CENTS) long worthCents,
      @Meaning(
              CENTS
                  + "So much more worth and it is as good as what was chosen, at the plan's prices.")
          long shortfallCents,
      @Meaning(CENTS + "Or so much off its price; null where the price alone cannot.")
          OptionalLong priceLessCents,
      @Meaning("Or such a chance, of a million; null where the chance alone cannot.")
          OptionalInt chanceWantedMillionths,
      @Meaning("Or a seat or unit kept for it, in words; empty where one cannot.") String oneMore,
      @Meaning("What stands against it.") String against) {}

  /// Why nothing could be weighed, and what would change it.
  record PlanNothing(String reason, String change) {}

  /// What a manager said stands against a release.
  record StatementAgainst(
      long id,
      @Meaning("The person, as the employer's files have it.") String employerId,
      @Meaning("The first day it holds for.") LocalDate from,
      @Meaning("The last day.") LocalDate until,
      String words,
      @Meaning("The account.") String saidBy,
      Instant saidAt) {
    static StatementAgainst of(Statement statement) {
      return new StatementAgainst(
          statement.id(),
          statement.name(),
          statement.from(),
          statement.until(),
          statement.words(),
          statement.by(),
          statement.at());
    }
  }

  // ---- two plans

  /// One plan beside an earlier one.
  record PlanComparison(
      PlanHead then,
      PlanHead now,
      @Meaning("People in the second alone. " + Counts.HIDDEN) OptionalLong entered,
      @Meaning("People in the first alone. " + Counts.HIDDEN) OptionalLong left,
      @Meaning("In both, on another pathway. " + Counts.HIDDEN) OptionalLong changed,
      @Meaning("In both, on the same. " + Counts.HIDDEN) OptionalLong same,
      List<PlanStrategyChange> strategies,
      @Meaning("The slots that differ, those that moved most people first.")
          List<PlanSlotChange> slots) {
    static PlanComparison of(
        PlanView then,
        PlanView now,
        PlanDifference difference,
        List<SlotChange> slots,
        Optional<Long> published) {
      boolean all = difference.isTold();
      List<PlanStrategyChange> strategies = new ArrayList<>();
      List<PlanStrategy> first = PlanFigures.of(then, List.of()).strategies();
      List<PlanStrategy> second = PlanFigures.of(now, List.of()).strategies();
      for (Strategy strategy : Strategy.values()) {
        strategies.add(
            new PlanStrategyChange(
                strategy,
                first.get(strategy.ordinal()).people(),
                second.get(strategy.ordinal()).people()));
      }
      return new PlanComparison(
          PlanHead.of(then.plan(), published),
          PlanHead.of(now.plan(), published),
          shown(all, difference.entered()),
          shown(all, difference.left()),
          shown(all, difference.changed()),
          shown(all, difference.same()),
          strategies,
          slots.stream()
              .map(s -> new PlanSlotChange(s.label(), s.then(), s.now(), s.reason()))
              .toList());
    }

    private static OptionalLong shown(boolean all, long people) {
      return all ? OptionalLong.of(people) : OptionalLong.empty();
    }
  }

  /// How many a strategy serves in each of two plans.
  record PlanStrategyChange(
      Strategy strategy,
      @Meaning(Counts.HIDDEN) OptionalLong then,
      @Meaning(Counts.HIDDEN) OptionalLong now) {}

  /// A slot that two plans use differently.
  record PlanSlotChange(
      String label,
      @Meaning("People on it and its slots, in words.") String then,
      String now,
      String reason) {}
}
