package org.rung.server.planning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rung.matching.Choice;
import org.rung.matching.Instance;
import org.rung.server.database.Copy;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes a solved plan: all of it or nothing.
@Component
class PlanStore {
  private static final int ALTERNATIVES = 3;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;

  PlanStore(JdbcClient jdbc, Copy copy, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
  }

  void infeasible(long plan, String reason) {
    jdbc.sql(
            """
            update planning.plan
               set state = 'infeasible', reason = :reason, made_at = now()
             where id = :plan
            """)
        .param("reason", reason)
        .param("plan", plan)
        .update();
  }

  /// @param changes who has another place than in the plan it started from
  /// @param proof empty where the files of the proof lie elsewhere
  void save(
      long plan,
      Solution solution,
      List<PersonChange> changes,
      Optional<byte[]> proof,
      long buildMillis,
      long solveMillis) {
    transaction.executeWithoutResult(status -> {
      // A run that was killed after its commit may be taken up again: the first one stands.
      boolean open =
          jdbc.sql("select state = 'asked' from planning.plan where id = :plan for update")
              .param("plan", plan)
              .query(Boolean.class)
              .single();
      if (!open) {
        return;
      }
      head(plan, solution, buildMillis, solveMillis);
      proof.ifPresent(archive ->
          jdbc.sql("insert into planning.proof (plan_id, archive) values (:plan, :archive)")
              .param("plan", plan)
              .param("archive", archive)
              .update());
      intakes(plan, solution);
      limits(plan, solution);
      placements(plan, solution);
      alternatives(plan, solution);
      without(plan, solution);
      changes(plan, changes);
      groups(plan, solution);
    });
    jdbc.sql("analyze planning.placement").update();
    jdbc.sql("analyze planning.alternative").update();
  }

  private void head(long plan, Solution solution, long buildMillis, long solveMillis) {
    Instance instance = solution.model().instance();
    var certificate = solution.solved().certificate();
    jdbc.sql(
            """
            update planning.plan
               set state = 'made',
                   made_at = now(),
                   snapshot_id = :snapshot,
                   people = :people,
                   with_candidate = :with,
                   candidates = :candidates,
                   constraints = :constraints,
                   assigned = :assigned,
                   worth_cents = :worth,
                   bound_cents = :bound,
                   gap = :gap,
                   stopped_by = :stopped,
                   kept_plan_id = :keptPlan,
                   kept = :kept,
                   accepted = :accepted,
                   stability_cents = :stability,
                   build_ms = :build,
                   solve_ms = :solve
             where id = :plan
            """)
        .param("snapshot", solution.model().workforce().snapshot())
        .param("people", instance.personCount())
        .param("with", solution.model().withCandidate())
        .param("accepted", solution.model().accepted().count())
        .param("candidates", instance.candidateCount())
        .param("constraints", instance.limitCount() + instance.intakeCount())
        .param("assigned", certificate.assigned())
        .param("worth", certificate.worthCents())
        .param("bound", certificate.boundCents())
        .param("gap", certificate.gap())
        .param("stopped", solution.solved().stoppedBy().name())
        .param("keptPlan", solution.model().kept().plan().orElse(null))
        .param("kept", solution.keptPeople())
        .param("stability", solution.keptPeople() * solution.model().kept().cents())
        .param("build", buildMillis)
        .param("solve", solveMillis)
        .param("plan", plan)
        .update();
  }

  private void intakes(long plan, Solution solution) {
    List<Model.Intake> intakes = solution.model().intakes();
    copy.rows(
        """
        copy planning.intake
             (plan_id, number, programme_id, starts, seats, minimum, fixed_cents, taken,
              seat_price_millionths, minimum_price_millionths, open, accepted)
        from stdin
        """,
        row -> {
          for (int c = 0; c < intakes.size(); c++) {
            Model.Intake intake = intakes.get(c);
            row.number(plan)
                .number(c)
                .number(intake.programme())
                .text(intake.starts().toString())
                .number(intake.seats())
                .number(intake.minimum())
                .number(intake.fixedCents())
                .number(solution.taken(c))
                .number(solution.solved().prices().seat(c))
                .number(solution.solved().prices().minimum(c))
                .truth(intake.open())
                .number(intake.accepted())
                .end();
          }
        });
  }

  private void limits(long plan, Solution solution) {
    List<Model.Limit> limits = solution.model().limits();
    Workforce.Role[] roles = solution.model().workforce().roles();
    copy.rows(
        """
        copy planning.limit_kept
             (plan_id, number, kind, label, role_id, year, capacity, used, price_millionths, unit,
              capacity_low, capacity_high)
        from stdin
        """,
        row -> {
          for (int i = 0; i < limits.size(); i++) {
            Model.Limit limit = limits.get(i);
            row.number(plan).number(i).text(limit.kind()).text(limit.label());
            if (limit.role().isPresent()) {
              row.number(roles[limit.role().getAsInt()].id());
            } else {
              row.nothing();
            }
            if (limit.year().isPresent()) {
              row.number(limit.year().getAsInt());
            } else {
              row.nothing();
            }
            row.number(solution.model().instance().capacity(i))
                .number(solution.used(i))
                .number(solution.solved().prices().limit(i))
                .number(limit.unit());
            if (limit.span().isPresent()) {
              row.number(limit.span().get().low()).number(limit.span().get().high()).end();
            } else {
              row.nothing().nothing().end();
            }
          }
        });
  }

  private void placements(long plan, Solution solution) {
    Model model = solution.model();
    Workforce workforce = model.workforce();
    Worth.Maker worths = model.worths();
    copy.rows(
        """
        copy planning.placement
             (plan_id, person_id, from_role, to_role, to_label, programme_id, strategy, intake,
              starts, fiscal_year, hourly, department_id, chance_millionths, hire_cents,
              severance_cents, retention_cents, pay_gain_cents, backfill_cents, price_cents,
              training_time_cents, worth_cents, why, stability_cents)
        from stdin
        """,
        row -> {
          for (int e = 0; e < workforce.size(); e++) {
            int k = solution.solved().choice().candidateOf(e);
            if (k == Choice.NONE) {
              continue;
            }
            Route route = model.routes().get(model.route()[k]);
            Model.Intake intake = model.intakes().get(model.intakeOf()[k]);
            Worth worth = worths.of(e, route);
            row.number(plan)
                .number(workforce.person()[e])
                .number(workforce.roles()[route.fromRole()].id());
            role(row, route.toRole(), workforce)
                .text(route.toLabel())
                .number(route.programme())
                .text(route.strategy().code())
                .number(model.intakeOf()[k])
                .text(intake.starts().toString())
                .number(worths.scenario().fiscalYears().get(intake.fiscalYear()).year())
                .truth(workforce.hourly()[e])
                .number(workforce.department()[e])
                .number(route.chanceMillionths())
                .number(worth.hire())
                .number(worth.severance())
                .number(worth.retention())
                .number(worth.payGain())
                .number(worth.backfill())
                .number(worth.price())
                .number(worth.trainingTime())
                .number(worth.total())
                .text(why(e, route, model, k))
                .number(model.keptCents(e, k))
                .end();
          }
        });
  }

  private static org.rung.server.database.CopyRow role(
      org.rung.server.database.CopyRow row, OptionalInt role, Workforce workforce)
      throws java.sql.SQLException {
    return role.isPresent() ? row.number(workforce.roles()[role.getAsInt()].id()) : row.nothing();
  }

  /// Why this pathway for this person, in words.
  private static String why(int e, Route route, Model model, int k) {
    Worth.Maker worths = model.worths();
    StringBuilder why = new StringBuilder(route.why().replaceFirst("\\.$", ""));
    if (route.targetPayCents().isPresent()) {
      double gain = worths.targetPay(e, route) - worths.workforce().payCents()[e];
      if (Math.abs(gain) >= 50_000) {
        why.append(why.isEmpty() ? "" : "; ")
            .append(gain > 0 ? "pays " : "pays ")
            .append(Formats.dollars(Math.round(Math.abs(gain))))
            .append(gain > 0 ? " a year more" : " a year less");
      }
    }
    if (route.leaves() && worths.workforce().roles()[route.fromRole()].shrinks()) {
      why.append("; the present role shrinks");
    }
    long kept = model.keptCents(e, k);
    if (kept > 0) {
      why.append(why.isEmpty() ? "" : "; ")
          .append("was offered before, and keeping it counts ")
          .append(Formats.dollarsOrCents(kept));
    }
    return why.toString();
  }

  private void alternatives(long plan, Solution solution) {
    Model model = solution.model();
    Workforce workforce = model.workforce();
    copy.rows(
        """
        copy planning.alternative
             (plan_id, person_id, place, programme_id, to_role, to_label, strategy, starts,
              worth_cents, shortfall_cents, against, price_less_cents, chance_wanted_millionths, one_more)
        from stdin
        """,
        row -> {
          for (int e = 0; e < workforce.size(); e++) {
            int place = 0;
            for (Solution.Alternative alternative : solution.alternatives(e, ALTERNATIVES)) {
              Route route = model.routes().get(model.route()[alternative.candidate()]);
              place++;
              row.number(plan)
                  .number(workforce.person()[e])
                  .number(place)
                  .number(route.programme());
              role(row, route.toRole(), workforce)
                  .text(route.toLabel())
                  .text(route.strategy().code())
                  .text(
                      model
                          .intakes()
                          .get(model.intakeOf()[alternative.candidate()])
                          .starts()
                          .toString())
                  .number(
                      model.instance().worthCents(alternative.candidate())
                          - model.keptCents(e, alternative.candidate()))
                  .number(alternative.change().worthCents())
                  .text(alternative.against());
              if (alternative.change().priceCents().isPresent()) {
                row.number(alternative.change().priceCents().getAsLong());
              } else {
                row.nothing();
              }
              if (alternative.change().chanceMillionths().isPresent()) {
                row.number(alternative.change().chanceMillionths().getAsInt());
              } else {
                row.nothing();
              }
              row.text(alternative.change().oneMore()).end();
            }
          }
        });
  }

  private void without(long plan, Solution solution) {
    Model model = solution.model();
    copy.rows(
        """
        copy planning.without_candidate (plan_id, person_id, reason, change)
        from stdin
        """,
        row -> {
          for (int e = 0; e < model.workforce().size(); e++) {
            WithoutCandidate why = model.without()[e];
            if (why != null) {
              row.number(plan)
                  .number(model.workforce().person()[e])
                  .text(why.reason())
                  .text(why.change())
                  .end();
            }
          }
        });
  }

  private void changes(long plan, List<PersonChange> changes) {
    copy.rows(
        """
        copy planning.change (plan_id, person_id, kind, cause, reason)
        from stdin
        """,
        row -> {
          for (PersonChange change : changes) {
            row.number(plan)
                .number(change.person())
                .text(change.kind().code())
                .text(change.cause())
                .text(change.reason())
                .end();
          }
        });
  }

  private void groups(long plan, Solution solution) {
    List<GroupCount> counts = GroupCount.of(solution);
    copy.rows(
        """
        copy planning.plan_group (plan_id, kind, number, value, people, with_candidate, in_plan)
        from stdin
        """,
        row -> {
          for (int i = 0; i < counts.size(); i++) {
            GroupCount count = counts.get(i);
            row.number(plan)
                .text(count.group().kind().code())
                .number(i)
                .text(count.group().value())
                .number(count.people())
                .number(count.withCandidate())
                .number(count.inPlan())
                .end();
          }
        });
  }
}
