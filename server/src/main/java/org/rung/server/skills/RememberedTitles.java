package org.rung.server.skills;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rung.server.database.Copy;
import org.rung.server.skills.RoleOccupation.Origin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What people decided about titles, by the words of the title: it holds for every later import.
@Component
class RememberedTitles {
  private final JdbcClient jdbc;
  private final Copy copy;

  RememberedTitles(JdbcClient jdbc, Copy copy) {
    this.jdbc = jdbc;
    this.copy = copy;
  }

  /// All of it, by the key of the title.
  Map<String, List<RememberedTitle>> all() {
    return jdbc
        .sql(
            """
            select title, department, origin, occupation, why, decided_by, decided_at
              from skills.remembered_title
             order by title, department, origin
            """)
        .query((row, n) ->
            Map.entry(
                row.getString("title"),
                new RememberedTitle(
                    row.getString("department"),
                    Origin.of(row.getString("origin")),
                    row.getString("occupation"),
                    row.getString("why"),
                    row.getString("decided_by"),
                    row.getTimestamp("decided_at").toInstant())))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /// Remembers the labels of a file.
  void label(List<LabelFile.Label> labels, String by) {
    jdbc.sql(
            """
            create temporary table label (
              title text, department text, occupation text, also text, why text) on commit drop
            """)
        .update();
    copy.rows(
        "copy label from stdin",
        row -> {
          for (LabelFile.Label label : labels) {
            row.text(RoleTitles.key(label.title()))
                .text(RoleTitles.key(label.department()))
                .text(label.occupation())
                .text(label.also().orElse(null))
                .text(label.note().isEmpty() ? "labelled title by title" : label.note())
                .end();
          }
        });
    jdbc.sql(
            """
            insert into skills.remembered_title as held
                   (title, department, origin, occupation, also, why, decided_by, decided_at)
            select title, department, 'labelled', occupation, also, why, :by, now()
              from label
                on conflict (title, department, origin) do update
               set occupation = excluded.occupation, also = excluded.also, why = excluded.why,
                   decided_by = excluded.decided_by, decided_at = excluded.decided_at
             where (held.occupation, held.also, held.why, held.decided_by)
                   is distinct from
                   (excluded.occupation, excluded.also, excluded.why, excluded.decided_by)
            """)
        .param("by", by)
        .update();
  }

  /// Remembers what a planner confirmed.
  void confirm(String title, String occupation, String why, String by, Timestamp at) {
    jdbc.sql(
            """
            insert into skills.remembered_title
                   (title, department, origin, occupation, why, decided_by, decided_at)
            values (:title, '', 'confirmed', :occupation, :why, :by, :at)
                on conflict (title, department, origin) do update
               set occupation = excluded.occupation, why = excluded.why,
                   decided_by = excluded.decided_by, decided_at = excluded.decided_at
            """)
        .param("title", RoleTitles.key(title))
        .param("occupation", occupation)
        .param("why", why)
        .param("by", by)
        .param("at", at)
        .update();
  }

  /// Forgets what a planner confirmed: a label of the title holds again.
  void forgetConfirmed(String title) {
    jdbc.sql(
            """
            delete from skills.remembered_title
             where title = :title and department = '' and origin = 'confirmed'
            """)
        .param("title", RoleTitles.key(title))
        .update();
  }

  /// Runs of the matcher and imports of labels one after the other; confirmations need not wait.
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('skills.role_occupation'))")
        .query((row, n) -> true)
        .list();
  }
}
