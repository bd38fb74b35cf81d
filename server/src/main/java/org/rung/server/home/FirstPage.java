package org.rung.server.home;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rung.server.growth.Growth;
import org.rung.server.growth.RoleGrowth;
import org.rung.server.pages.Formats;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the first page tells beside the newest plan: how far it is to the first plan, what waits,
/// and which roles changed.
@Component
class FirstPage {
  private static final int CHANGES = 7;

  private final Growth growth;
  private final JdbcClient jdbc;

  FirstPage(Growth growth, JdbcClient jdbc) {
    this.growth = growth;
    this.jdbc = jdbc;
  }

  /// People in the newest workforce file.
  long people() {
    return jdbc.sql("select count(*) from people.now").query(Long.class).single();
  }

  /// What has to be there before a plan, and whether it is.
  List<Step> steps() {
    return List.of(
        step(
            "Import a workforce file", "/imports", "select exists (select 1 from people.snapshot)"),
        step(
            "Give each role its occupation",
            "/roles",
            "select exists (select 1 from skills.role_occupation)"),
        step(
            "Import a catalogue of programmes",
            "/programmes",
            "select exists (select 1 from programmes.programme)"),
        step("Look at the pathways", "/pathways", "select exists (select 1 from pathways.pathway)"),
        step("Make a plan", "/plans", "select exists (select 1 from planning.plan)"));
  }

  private Step step(String label, String href, String done) {
    return new Step(label, href, jdbc.sql(done).query(Boolean.class).single());
  }

  /// What waits for a planner.
  List<Waiting> waiting() {
    List<Waiting> waiting = new ArrayList<>();
    long roles =
        jdbc.sql(
                """
                select count(*)
                  from skills.role_occupation o
                 where o.origin = 'matched'
                   and o.occupation is not null
                """)
            .query(Long.class)
            .single();
    if (roles > 0) {
      waiting.add(
          new Waiting(
              "Confirm %s".formatted(Formats.counted(roles, "role", "roles")),
              "/roles",
              "their occupation is the matcher's, not yet a person's"));
    }
    long held =
        jdbc.sql("select count(distinct (import_id, line)) from programmes.held_row")
            .query(Long.class)
            .single();
    if (held > 0) {
      waiting.add(
          new Waiting(
              "Mend %s of the catalogue".formatted(Formats.counted(held, "row", "rows")),
              "/programmes",
              "the rest is in; these are held"));
    }
    return waiting;
  }

  /// The roles that changed beyond chance, by the number of people.
  List<Change> changes() {
    return growth.roles().stream()
        .filter(role -> (role.grows() || role.shrinks()) && role.from() >= 10 && role.to() >= 5)
        .sorted(Comparator.comparingLong((RoleGrowth role) -> -Math.abs(role.to() - role.from())))
        .limit(CHANGES)
        .map(role -> new Change(role.roleId(), role.title(), role.from(), role.to()))
        .toList();
  }
}
