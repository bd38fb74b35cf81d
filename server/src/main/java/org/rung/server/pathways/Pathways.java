package org.rung.server.pathways;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.Copy;
import org.rung.server.database.CopyRow;
import org.rung.server.database.TextArray;
import org.rung.server.programmes.Programmes;
import org.rung.server.programmes.Strategy;
import org.rung.server.reference.Occupations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Which roles can be reached from a role, through which programmes, and with what chance. Built as
/// a whole from people, occupations, ratings and programmes; nothing is changed by hand.
@Component
public class Pathways {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String COLUMNS =
      """
      id, from_role, to_role, programme_id, strategy, target_occupation, exact, hours, weeks,
      price_cents, counted_cents, accept_millionths, complete_millionths, place_millionths,
      chance_millionths, chance_parts, percentile, gap_hard, gap_soft, zone_step, pay_change_cents,
      why
      """;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Ratings ratings;
  private final PathwayInputs inputs;
  private final Programmes programmes;
  private final Occupations occupations;

  Pathways(
      JdbcClient jdbc,
      Copy copy,
      TransactionTemplate transaction,
      Clock clock,
      Ratings ratings,
      PathwayInputs inputs,
      Programmes programmes,
      Occupations occupations) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
    this.clock = clock;
    this.ratings = ratings;
    this.inputs = inputs;
    this.programmes = programmes;
    this.occupations = occupations;
  }

  /// What the latest build found.
  ///
  /// @param roles with people in the latest file
  /// @param ratedRoles of these, with an occupation that has ratings
  /// @param openSteps steps from role to role that are open
  /// @param pathways ways through a programme
  /// @param people in the latest file
  /// @param peopleWithOne of these, in a role with at least one pathway
  /// @param peopleWithTen of these, in a role with at least ten
  /// @param recordMean share in work of all completers of the catalogue, 0 to 1; 0 when it records
  ///   none
  public record Built(
      Instant at,
      long milliseconds,
      PathwaySettings settings,
      Threshold threshold,
      int roles,
      int ratedRoles,
      int ranks,
      int openSteps,
      int gradeSteps,
      int pathways,
      int rolesWithOne,
      int rolesWithTen,
      long people,
      long peopleWithOne,
      long peopleWithTen,
      double recordMean) {}

  /// Builds everything anew with the settings shipped.
  public Built rebuild() {
    return rebuild(PathwaySettings.shipped(), ChanceRates.shipped());
  }

  /// Builds everything anew. About 300 roles and 1,100 programmes take under 3 s. Who reads
  /// meanwhile sees the build before.
  public Built rebuild(PathwaySettings settings, ChanceRates rates) {
    long start = System.nanoTime();
    Built built =
        transaction.execute(status -> {
          jdbc.sql("lock table pathways.build in exclusive mode").update();
          PathwayBuild.Facts facts =
              new PathwayBuild.Facts(
                  inputs.roles(),
                  inputs.moves(),
                  inputs.joiners(),
                  inputs.occupations(),
                  ratedAs(),
                  inputs.related(),
                  inputs.demand(settings.pathways()),
                  programmes.all());
          PathwayBuild build =
              new PathwayBuild(
                  facts, ratings, ratings.likeness(settings.similarity()), settings, rates);
          jdbc.sql("delete from pathways.pathway").update();
          jdbc.sql("delete from pathways.role_step").update();
          jdbc.sql("delete from pathways.feeder").update();
          jdbc.sql("delete from pathways.role").update();
          write(facts, build, settings);
          Built now = summary(facts, build, settings, start);
          jdbc.sql(
                  """
                  insert into pathways.build (built_at, milliseconds, settings, threshold, facts)
                  values (:at::timestamptz, :milliseconds, :settings::jsonb, :threshold, :facts::jsonb)
                  on conflict (latest) do update
                     set built_at = excluded.built_at,
                         milliseconds = excluded.milliseconds,
                         settings = excluded.settings,
                         threshold = excluded.threshold,
                         facts = excluded.facts
                  """)
              .param("at", now.at().toString())
              .param("milliseconds", now.milliseconds())
              .param("settings", JSON.writeValueAsString(settings))
              .param("threshold", now.threshold().percentile())
              .param("facts", JSON.writeValueAsString(now))
              .update();
          return now;
        });
    return java.util.Objects.requireNonNull(built);
  }

  /// The latest build; empty before the first.
  public Optional<Built> built() {
    return jdbc.sql("select facts from pathways.build")
        .query((row, n) -> JSON.readValue(row.getString("facts"), Built.class))
        .optional();
  }

  /// From which similarity on roles count as within reach; empty before the first build.
  public Optional<Threshold> threshold() {
    return built().map(Built::threshold);
  }

  /// Every pathway, by the role it starts from.
  public List<Pathway> all() {
    return jdbc.sql("select " + COLUMNS + " from pathways.pathway order by id")
        .query(Pathways::pathway)
        .list();
  }

  /// The pathways from a role.
  public List<Pathway> from(int roleId) {
    return jdbc.sql(
            "select " + COLUMNS + " from pathways.pathway where from_role = :role order by id")
        .param("role", roleId)
        .query(Pathways::pathway)
        .list();
  }

  /// The steps from a role: the open ones, and the nearest that are not.
  public List<RoleStep> steps(int roleId) {
    return jdbc.sql(
            """
            select from_role, to_role, kind, open, similarity, percentile, skills, knowledge,
                   activities, related_tier, gap_hard, gap_soft, zone_step, pay_change_cents, moved,
                   against, change
              from pathways.role_step
             where from_role = :role
             order by open desc, percentile desc, to_role
            """)
        .param("role", roleId)
        .query(Pathways::step)
        .list();
  }

  /// The skills in which levels are missing, most levels first. Reads nothing from the database.
  ///
  /// @param from O*NET code whose ratings describe the present role, `to` the other
  /// @param most how many at most
  /// @return empty when nothing is missing or one of them has no ratings
  public List<MissingSkill> missing(String from, String to, int most) {
    int i = ratings.place(from);
    int j = ratings.place(to);
    return i < 0 || j < 0 || i == j
        ? List.of()
        : ratings.gaps(i, j, most).stream()
            .map(gap -> new MissingSkill(gap.name(), gap.soft(), gap.needed(), gap.there()))
            .toList();
  }

  private Map<String, String> ratedAs() {
    Map<String, String> rated = new LinkedHashMap<>();
    occupations
        .all()
        .forEach(occupation ->
            occupation.ratedAs().ifPresent(code -> rated.put(occupation.code(), code)));
    return rated;
  }

  private Built summary(
      PathwayBuild.Facts facts, PathwayBuild build, PathwaySettings settings, long start) {
    Map<Integer, Integer> ways = new LinkedHashMap<>();
    build.pathways().forEach(pathway -> ways.merge(pathway.fromRole(), 1, Integer::sum));
    long one = 0;
    long ten = 0;
    int rolesOne = 0;
    int rolesTen = 0;
    for (RoleFact role : facts.roles()) {
      int n = ways.getOrDefault(role.id(), 0);
      one += n >= 1 ? role.people() : 0;
      ten += n >= 10 ? role.people() : 0;
      rolesOne += n >= 1 ? 1 : 0;
      rolesTen += n >= 10 ? 1 : 0;
    }
    List<RoleStep> open = build.steps().stream().filter(RoleStep::open).toList();
    return new Built(
        clock.instant(),
        (System.nanoTime() - start) / 1_000_000,
        settings,
        build.threshold(),
        facts.roles().size(),
        (int) facts.roles().stream().filter(role -> role.ratedAs().isPresent()).count(),
        build.feeders().size(),
        open.size(),
        (int) open.stream().filter(step -> step.kind().equals("grade")).count(),
        build.pathways().size(),
        rolesOne,
        rolesTen,
        facts.roles().stream().mapToLong(RoleFact::people).sum(),
        one,
        ten,
        build.recordMean());
  }

  private void write(PathwayBuild.Facts facts, PathwayBuild build, PathwaySettings settings) {
    copy.rows(
        """
        copy pathways.role (role_id, occupation, rated_as, people, hourly, pay_cents, shrinking,
          ranked) from stdin
        """,
        row -> {
          for (RoleFact role : facts.roles()) {
            row.number(role.id())
                .text(role.occupation().orElse(null))
                .text(role.ratedAs().orElse(null))
                .number(role.people())
                .number(role.hourly());
            number(row, role.payCents())
                .truth(role.shrinking(settings.steps()))
                .truth(build.feeders().containsKey(role.id()))
                .end();
          }
        });
    copy.rows(
        "copy pathways.feeder (role_id, feeder_id, share) from stdin",
        row -> {
          for (List<PathwayBuild.Feeder> feeders : build.feeders().values()) {
            for (PathwayBuild.Feeder feeder : feeders) {
              row.number(feeder.role()).number(feeder.feeder()).number(feeder.share()).end();
            }
          }
        });
    copy.rows(
        """
        copy pathways.role_step (from_role, to_role, kind, open, similarity, percentile, skills,
          knowledge, activities, related_tier, gap_hard, gap_soft, zone_step, pay_change_cents,
          moved, against, change) from stdin
        """,
        row -> {
          for (RoleStep step : build.steps()) {
            row.number(step.fromRole())
                .number(step.toRole())
                .text(step.kind())
                .truth(step.open())
                .number(step.similarity())
                .number(step.percentile())
                .number(step.skills())
                .number(step.knowledge())
                .number(step.activities())
                .text(step.relatedTier().orElse(null))
                .number(step.gapHard())
                .number(step.gapSoft());
            number(row, step.zoneStep());
            number(row, step.payChangeCents());
            number(row, step.moved()).text(TextArray.of(step.against())).text(step.change()).end();
          }
        });
    copy.rows(
        "copy pathways.pathway (" + COLUMNS.strip() + ") from stdin",
        row -> {
          for (Pathway p : build.pathways()) {
            row.number(p.id()).number(p.fromRole());
            number(row, p.toRole())
                .number(p.programmeId())
                .text(p.strategy().code())
                .text(p.targetOccupation())
                .truth(p.exact())
                .number(p.hours())
                .number(p.weeks())
                .number(p.priceCents())
                .number(p.countedCents())
                .number(p.acceptMillionths())
                .number(p.completeMillionths())
                .number(p.placeMillionths())
                .number(p.chanceMillionths())
                .text(p.chanceParts())
                .number(p.percentile())
                .number(p.gapHard())
                .number(p.gapSoft());
            number(row, p.zoneStep());
            number(row, p.payChangeCents()).text(p.why()).end();
          }
        });
  }

  private static CopyRow number(CopyRow row, OptionalInt value) throws SQLException {
    return value.isPresent() ? row.number(value.getAsInt()) : row.nothing();
  }

  private static CopyRow number(CopyRow row, OptionalLong value) throws SQLException {
    return value.isPresent() ? row.number(value.getAsLong()) : row.nothing();
  }

  static OptionalInt whole(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  static OptionalLong cents(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Pathway pathway(ResultSet row, int n) throws SQLException {
    return new Pathway(
        row.getLong("id"),
        row.getInt("from_role"),
        whole(row.getObject("to_role", Integer.class)),
        row.getLong("programme_id"),
        Strategy.of(row.getString("strategy")),
        row.getString("target_occupation"),
        row.getBoolean("exact"),
        row.getInt("hours"),
        row.getInt("weeks"),
        row.getLong("price_cents"),
        row.getLong("counted_cents"),
        row.getInt("accept_millionths"),
        row.getInt("complete_millionths"),
        row.getInt("place_millionths"),
        row.getInt("chance_millionths"),
        row.getString("chance_parts"),
        row.getDouble("percentile"),
        row.getDouble("gap_hard"),
        row.getDouble("gap_soft"),
        whole(row.getObject("zone_step", Integer.class)),
        cents(row.getObject("pay_change_cents", Long.class)),
        row.getString("why"));
  }

  private static RoleStep step(ResultSet row, int n) throws SQLException {
    return new RoleStep(
        row.getInt("from_role"),
        row.getInt("to_role"),
        row.getString("kind"),
        row.getBoolean("open"),
        row.getDouble("similarity"),
        row.getDouble("percentile"),
        row.getDouble("skills"),
        row.getDouble("knowledge"),
        row.getDouble("activities"),
        Optional.ofNullable(row.getString("related_tier")),
        row.getDouble("gap_hard"),
        row.getDouble("gap_soft"),
        whole(row.getObject("zone_step", Integer.class)),
        cents(row.getObject("pay_change_cents", Long.class)),
        whole(row.getObject("moved", Integer.class)),
        List.of((String[]) row.getArray("against").getArray()),
        row.getString("change"));
  }
}
