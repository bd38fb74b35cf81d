package org.rung.server.growth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Titles that look renamed. They are proposed from the moves between two snapshots; a planner says
/// whether they are one role, and may take that back.
@Component
public class Renames {
  private final JdbcClient jdbc;
  private final Growth growth;

  Renames(JdbcClient jdbc, Growth growth) {
    this.jdbc = jdbc;
    this.growth = growth;
  }

  /// Merges every title that looks renamed and was not decided yet, for runs that nobody sits at.
  ///
  /// @return how many were merged
  @Transactional
  public int acceptAll(String by) {
    List<Rename> waiting = waiting();
    waiting.forEach(
        rename -> decide(rename.fromRole(), rename.toRole(), Rename.Verdict.MERGED, by));
    return waiting.size();
  }

  /// What looks renamed and waits for a planner, most people first. Looked for from the first to
  /// the latest snapshot, then from each to the next.
  List<Rename> waiting() {
    List<Snapshot> snapshots = growth.snapshots();
    if (snapshots.size() < 2) {
      return List.of();
    }
    Map<Integer, Rename.Verdict> verdicts = new HashMap<>();
    decided()
        .forEach(rename ->
            rename.decision().ifPresent(d -> verdicts.put(rename.fromRole(), d.verdict())));
    Map<Integer, Rename> found = new LinkedHashMap<>();
    look(snapshots.getFirst(), snapshots.getLast(), found);
    for (int i = 0; snapshots.size() > 2 && i + 1 < snapshots.size(); i++) {
      look(snapshots.get(i), snapshots.get(i + 1), found);
    }
    return found.values().stream()
        .filter(rename -> !verdicts.containsKey(rename.fromRole()))
        .sorted((a, b) -> Long.compare(b.moved(), a.moved()))
        .toList();
  }

  /// What planners decided and did not take back, newest first. The figures are not counted again.
  List<Rename> decided() {
    return jdbc.sql(
            """
            select n.from_role_id, f.title as from_title, n.to_role_id, t.title as to_title,
                   n.verdict, n.decided_by, n.decided_at
              from growth.rename_now n
              join people.role f on f.id = n.from_role_id
              join people.role t on t.id = n.to_role_id
             where n.verdict <> 'open'
             order by n.decided_at desc, n.id desc
            """)
        .query((row, n) ->
            new Rename(
                row.getInt("from_role_id"),
                row.getString("from_title"),
                row.getInt("to_role_id"),
                row.getString("to_title"),
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.of(
                    new Rename.Decision(
                        Rename.Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT)),
                        row.getString("decided_by"),
                        row.getTimestamp("decided_at").toInstant()))))
        .list();
  }

  /// Notes what a planner says about two titles.
  ///
  /// @throws NotFound when one of the roles is not there
  /// @throws Refused when the merge would make a circle
  @Transactional
  void decide(int from, int to, Rename.Verdict verdict, String by) {
    // One decision at a time: two merges at once could make a circle together.
    jdbc.sql("lock table growth.rename in exclusive mode").update();
    Map<Integer, Integer> countsAs = growth.countsAs();
    if (!countsAs.containsKey(from) || !countsAs.containsKey(to)) {
      throw new NotFound(
          "There is no role %d or no role %d. See the list of roles.".formatted(from, to));
    }
    if (verdict == Rename.Verdict.MERGED && Integer.valueOf(from).equals(countsAs.get(to))) {
      throw new Refused(
          "Role %d counts as role %d already; merging them the other way would make a circle. Take the earlier merge back first."
              .formatted(to, from));
    }
    jdbc.sql(
            """
            insert into growth.rename (from_role_id, to_role_id, verdict, decided_by)
            values (:from, :to, :verdict, :by)
            """)
        .param("from", from)
        .param("to", to)
        .param("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .param("by", by)
        .update();
  }

  private void look(Snapshot earlier, Snapshot later, Map<Integer, Rename> found) {
    List<Change> changes = growth.moves(earlier.id(), later.id());
    Map<Integer, Change> byRole = new HashMap<>();
    changes.forEach(change -> byRole.put(change.roleId(), change));
    List<Rename> here = new ArrayList<>();
    for (Change change : changes) {
      if (change.severalJobs() || change.targets().isEmpty()) {
        continue;
      }
      Flow most = change.targets().getFirst();
      Change target = byRole.get(most.roleId());
      if (target == null || target.severalJobs()) {
        continue;
      }
      long newcomers = target.joiners() + target.movedIn();
      if (Rename.looksLike(
          change.from(), change.to(), most.people(), change.movedOut(), newcomers)) {
        here.add(
            new Rename(
                change.roleId(),
                change.title(),
                most.roleId(),
                most.title(),
                most.people(),
                change.movedOut(),
                newcomers,
                change.from(),
                change.to(),
                target.to(),
                Optional.empty()));
      }
    }
    here.forEach(rename -> found.putIfAbsent(rename.fromRole(), rename));
  }
}
