package org.rung.server.skills;

import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.access.Audit;
import org.rung.server.files.Scratch;
import org.rung.server.reference.Occupations;
import org.rung.server.skills.RoleOccupation.Origin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Labels: occupations that people gave to titles, from a file and as a file.
@Component
public class RoleLabels {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Occupations occupations;
  private final RememberedTitles remembered;
  private final Audit audit;

  RoleLabels(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Occupations occupations,
      RememberedTitles remembered,
      Audit audit) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.occupations = occupations;
    this.remembered = remembered;
    this.audit = audit;
  }

  /// The same for a file that somebody sends; noted in the audit.
  ///
  /// @param name of the file
  /// @param who sends it
  LabelReport importLabels(String name, InputStream content, String who) {
    LabelReport report =
        Scratch.with(
            "labels", content, file -> importLabels(file, "%s by %s".formatted(name, who)));
    if (report.taken() > 0) {
      audit.change(who, "role occupation", "labels of %s: %s".formatted(name, report.words()));
    }
    return report;
  }

  /// Takes labels from a file with the columns `job_title` and `occupation` and, where it has them,
  /// `department`, `also` (a second code that is right), `note`. Good rows are taken, the others
  /// are reported with line, column and reason; the same file twice changes nothing. Labels of
  /// titles that no import has brought yet wait for them. What a planner confirmed stays.
  ///
  /// @param by what the page names as the origin, for example the file's name
  public LabelReport importLabels(Path csv, String by) {
    LabelFile file = LabelFile.read(csv, code -> occupations.find(code).isPresent());
    var aside = new ArrayList<LabelReport.Note>();
    int[] taken = {0};
    int[] same = {0};
    int[] confirmed = {0};
    int[] ahead = {0};
    transaction.executeWithoutResult(status -> {
      remembered.lock();
      remembered.label(file.labels(), by);
      Map<String, List<RoleAt>> roles = rolesAt(file.labels());
      Map<String, List<RememberedTitle>> decided = remembered.all();
      for (LabelFile.Label label : file.labels()) {
        List<RoleAt> meant = roles.getOrDefault(RoleTitles.key(label.title()), List.of());
        if (meant.isEmpty()) {
          ahead[0]++;
        }
        for (RoleAt role : meant) {
          if (!label.department().isEmpty()
              && !RoleTitles.key(label.department()).equals(RoleTitles.key(role.department()))) {
            aside.add(
                new LabelReport.Note(
                    label.line(),
                    "department",
                    label.department(),
                    "most people with the title “%s” are in %s, and a role has one occupation: the label is kept but decides nothing"
                        .formatted(
                            role.title(),
                            role.department().isEmpty() ? "no department" : role.department())));
          } else if (role.origin().equals(Optional.of(Origin.CONFIRMED))) {
            confirmed[0]++;
          } else {
            // The more exact label may stand in another row of the file.
            RememberedTitle holds =
                RememberedTitle.of(decided, role.title(), role.department()).orElseThrow();
            if (apply(role.id(), holds)) {
              taken[0]++;
            } else {
              same[0]++;
            }
          }
        }
      }
    });
    return new LabelReport(
        file.rows(), taken[0], same[0], confirmed[0], ahead[0], List.copyOf(aside), file.held());
  }

  /// A role with the department most of its people are in.
  private record RoleAt(int id, String title, String department, Optional<Origin> origin) {}

  private Map<String, List<RoleAt>> rolesAt(List<LabelFile.Label> labels) {
    var keys =
        labels.stream().map(label -> RoleTitles.key(label.title())).collect(Collectors.toSet());
    Map<Integer, String> titles =
        jdbc
            .sql("select id, title from people.role order by id")
            .query((row, n) -> Map.entry(row.getInt("id"), row.getString("title")))
            .list()
            .stream()
            .filter(role -> keys.contains(RoleTitles.key(role.getValue())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return jdbc
        .sql(
            """
            with held as (
              select e.role_id, e.snapshot_id, e.department_id, count(*) as people
                from people.employment e
               where e.role_id = any(:roles)
               group by e.role_id, e.snapshot_id, e.department_id
            ), most as (
              select distinct on (h.role_id) h.role_id, d.name as department
                from held h
                join people.snapshot s on s.id = h.snapshot_id
                join people.department d on d.id = h.department_id
               order by h.role_id, s.taken_on desc, h.people desc, d.name
            )
            select r.id, r.title, coalesce(m.department, '') as department, o.origin
              from people.role r
              left join most m on m.role_id = r.id
              left join skills.role_occupation o on o.role_id = r.id
             where r.id = any(:roles)
             order by r.id
            """)
        .param("roles", titles.keySet().toArray(new Integer[0]))
        .query((row, n) ->
            new RoleAt(
                row.getInt("id"),
                row.getString("title"),
                row.getString("department"),
                Optional.ofNullable(row.getString("origin")).map(Origin::of)))
        .list()
        .stream()
        .collect(Collectors.groupingBy(role -> RoleTitles.key(role.title())));
  }

  /// @return whether that changed anything
  private boolean apply(int role, RememberedTitle decided) {
    return jdbc.sql(
                """
                insert into skills.role_occupation as held
                       (role_id, occupation, confidence, origin, why, decided_by, decided_at)
                values (:role, :occupation, 1, :origin, :why, :by, :at)
                    on conflict (role_id) do update
                   set occupation = excluded.occupation, confidence = 1, origin = excluded.origin,
                       why = excluded.why, decided_by = excluded.decided_by,
                       decided_at = excluded.decided_at, version = held.version + 1
                 where held.origin <> 'confirmed'
                   and (held.occupation, held.origin, held.why, held.decided_by)
                       is distinct from
                       (excluded.occupation, excluded.origin, excluded.why, excluded.decided_by)
                """)
            .param("role", role)
            .param("occupation", decided.occupation())
            .param("origin", decided.origin().word())
            .param("why", decided.why())
            .param("by", decided.by())
            .param("at", Timestamp.from(decided.at()))
            .update()
        > 0;
  }

  /// A label as the file of labels has it.
  record Row(String title, String department, String occupation, String also, String note) {}

  /// Everything people decided about titles, by title, in the form of a file of labels. A label
  /// that a planner's word has taken the place of is left out.
  List<Row> all() {
    Map<String, String> written =
        jdbc
            .sql("select title from people.role order by id")
            .query((row, n) -> row.getString("title"))
            .list()
            .stream()
            .collect(Collectors.toMap(RoleTitles::key, title -> title, (first, other) -> first));
    return jdbc.sql(
            """
            select t.title, t.department, t.occupation, coalesce(t.also, '') as also, t.why
              from skills.remembered_title t
             where t.origin = 'confirmed'
                or not exists (select 1
                                 from skills.remembered_title c
                                where c.title = t.title
                                  and c.origin = 'confirmed')
             order by t.title, t.department
            """)
        .query((row, n) ->
            new Row(
                written.getOrDefault(row.getString("title"), row.getString("title")),
                row.getString("department"),
                row.getString("occupation"),
                row.getString("also"),
                row.getString("why")))
        .list();
  }
}
