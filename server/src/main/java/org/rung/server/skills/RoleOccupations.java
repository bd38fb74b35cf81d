package org.rung.server.skills;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.reference.Occupations;
import org.rung.server.skills.RoleOccupation.Origin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The occupation of each role as it holds: what planners confirm and undo. What they decide is
/// remembered by the words of the title: no later import asks for that title again.
@Component
public class RoleOccupations {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Occupations occupations;
  private final RememberedTitles remembered;

  RoleOccupations(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Occupations occupations,
      RememberedTitles remembered) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.occupations = occupations;
    this.remembered = remembered;
  }

  /// Sets the occupation of a role, and remembers it for every later import of that title.
  ///
  /// @param version of the row that the planner saw, 0 for a role without one
  /// @param by the account
  /// @throws StaleRole if somebody decided it in the meantime
  /// @throws Refused if there is no such occupation
  public Deed confirm(int roleId, String occupation, int version, String by) {
    var chosen =
        occupations
            .find(occupation)
            .orElseThrow(() ->
                new Refused(
                    "“%s” is not a code of O*NET-SOC 2019. Choose one of the occupations offered, or search for its title."
                        .formatted(occupation)));
    return inTransaction(() -> {
      String title = title(roleId);
      long deed = nextDeed();
      if (!set(deed, new Choice(roleId, title, occupation, version), by)) {
        throw new StaleRole(title, of(roleId));
      }
      return new Deed(
          deed, 1, 0, "%s set to %s (%s).".formatted(title, chosen.title(), chosen.code()));
    });
  }

  /// Confirms every role that waits with one match, as one deed.
  ///
  /// @param expected how many the planner saw
  /// @throws Refused if there are more or fewer now
  public Deed confirmAllCertain(int expected, String by) {
    return inTransaction(() -> {
      List<Choice> certain =
          jdbc
              .sql(
                  """
                  select o.role_id, r.title, o.occupation, o.version, o.confidence,
                         coalesce(f.confidence, 0) as second
                    from skills.role_occupation o
                    join people.role r on r.id = o.role_id
                    left join skills.role_offer f on f.role_id = o.role_id and f.place = 2
                   where o.origin = 'matched'
                     and o.occupation is not null
                   order by o.role_id
                     for update of o
                  """)
              .query((row, n) ->
                  RoleState.ofMatch(row.getDouble("confidence"), row.getDouble("second"))
                          == RoleState.CERTAIN
                      ? Optional.of(choice(row))
                      : Optional.<Choice>empty())
              .list()
              .stream()
              .flatMap(Optional::stream)
              .toList();
      if (certain.size() != expected) {
        throw new Refused(
            "%d titles have one match now, not %d. Look at them again, then confirm."
                .formatted(certain.size(), expected));
      }
      long deed = nextDeed();
      int skipped = 0;
      for (Choice choice : certain) {
        skipped += set(deed, choice, by) ? 0 : 1;
      }
      int done = certain.size() - skipped;
      return new Deed(
          deed,
          done,
          skipped,
          "%d %s with one match confirmed.".formatted(done, done == 1 ? "title" : "titles"));
    });
  }

  /// @throws NotFound if there never was such a deed
  void known(long deed) {
    if (!jdbc.sql("select exists (select 1 from skills.role_change where deed = :deed)")
        .param("deed", deed)
        .query(Boolean.class)
        .single()) {
      throw new NotFound("Nothing was decided as deed %d.".formatted(deed));
    }
  }

  /// Brings back what held before a deed, for each of its roles that nobody decided since.
  ///
  /// @throws StaleRole if it set one role, and somebody decided that one since
  /// @throws Refused if there is no such deed, or it was undone already
  public Deed undo(long deed, String by) {
    return inTransaction(() -> {
      List<Change> changes =
          jdbc.sql(
                  """
                  select c.id, c.role_id, r.title, c.version, c.before_occupation,
                         c.before_confidence, c.before_origin, c.before_why, c.before_by, c.before_at
                    from skills.role_change c
                    join people.role r on r.id = c.role_id
                   where c.deed = :deed
                     and c.undone_at is null
                   order by c.role_id
                     for update of c
                  """)
              .param("deed", deed)
              .query(RoleOccupations::change)
              .list();
      if (changes.isEmpty()) {
        throw new Refused("This was undone already, or never done. Nothing was changed.");
      }
      int undone = 0;
      for (Change change : changes) {
        if (takeBack(change)) {
          undone++;
          jdbc.sql(
                  """
                  update skills.role_change
                     set undone_by = :by, undone_at = now()
                   where id = :id
                  """)
              .param("by", by)
              .param("id", change.id())
              .update();
        } else if (changes.size() == 1) {
          throw new StaleRole(change.title(), of(change.roleId()));
        }
      }
      return new Deed(
          deed,
          undone,
          changes.size() - undone,
          changes.size() == 1
              ? "%s is as it was before.".formatted(changes.getFirst().title())
              : "%d titles are as they were before.".formatted(undone));
    });
  }

  /// The occupation of a role; empty while it was not matched.
  public Optional<RoleOccupation> of(int roleId) {
    return jdbc.sql(
            """
            select o.role_id, r.title, o.occupation, o.confidence, o.origin, o.why, o.decided_by,
                   o.decided_at, o.version
              from skills.role_occupation o
              join people.role r on r.id = o.role_id
             where o.role_id = :role
            """)
        .param("role", roleId)
        .query((row, n) ->
            new RoleOccupation(
                row.getInt("role_id"),
                row.getString("title"),
                Optional.ofNullable(row.getString("occupation")).flatMap(occupations::find),
                row.getDouble("confidence"),
                Origin.of(row.getString("origin")),
                row.getString("why"),
                Optional.ofNullable(row.getString("decided_by")),
                row.getTimestamp("decided_at").toInstant(),
                row.getInt("version")))
        .optional();
  }

  /// Roles that wait for a planner: neither labelled nor confirmed, and not several jobs in one.
  public long waiting() {
    return jdbc.sql(
            """
            select count(*)
              from people.role r
              left join skills.role_occupation o on o.role_id = r.id
             where o.role_id is null
                or (o.origin = 'matched' and o.occupation is not null)
            """)
        .query(Long.class)
        .single();
  }

  /// Roles without any answer of the matcher: what an import brought since the last run.
  public long unmatched() {
    return jdbc.sql(
            """
            select count(*)
              from people.role r
             where not exists (select 1 from skills.role_occupation o where o.role_id = r.id)
            """)
        .query(Long.class)
        .single();
  }

  private record Choice(int roleId, String title, String occupation, int version) {}

  private static Choice choice(ResultSet row) throws SQLException {
    return new Choice(
        row.getInt("role_id"),
        row.getString("title"),
        row.getString("occupation"),
        row.getInt("version"));
  }

  /// What held before a confirmation; no origin where the role had no row.
  private record Change(
      long id,
      int roleId,
      String title,
      int version,
      @Nullable String occupation,
      double confidence,
      Optional<Origin> origin,
      @Nullable String why,
      @Nullable String by,
      @Nullable Timestamp at) {}

  private static Change change(ResultSet row, int n) throws SQLException {
    return new Change(
        row.getLong("id"),
        row.getInt("role_id"),
        row.getString("title"),
        row.getInt("version"),
        row.getString("before_occupation"),
        row.getDouble("before_confidence"),
        Optional.ofNullable(row.getString("before_origin")).map(Origin::of),
        row.getString("before_why"),
        row.getString("before_by"),
        row.getTimestamp("before_at"));
  }

  /// @return false if the role is at another version by now; then nothing was changed
  private boolean set(long deed, Choice choice, String by) {
    jdbc.sql(
            """
            insert into skills.role_change
                   (deed, role_id, before_occupation, before_confidence, before_origin, before_why,
                    before_by, before_at, occupation, version, changed_by)
            select :deed, r.id, o.occupation, o.confidence, o.origin, o.why, o.decided_by,
                   o.decided_at, :occupation, :version + 1, :by
              from people.role r
              left join skills.role_occupation o on o.role_id = r.id
             where r.id = :role
            """)
        .param("deed", deed)
        .param("role", choice.roleId())
        .param("occupation", choice.occupation())
        .param("version", choice.version())
        .param("by", by)
        .update();
    String why = "confirmed by a planner";
    int changed =
        choice.version() == 0
            ? jdbc.sql(
                    """
                    insert into skills.role_occupation
                           (role_id, occupation, confidence, origin, why, decided_by)
                    values (:role, :occupation, 1, 'confirmed', :why, :by)
                        on conflict (role_id) do nothing
                    """)
                .param("role", choice.roleId())
                .param("occupation", choice.occupation())
                .param("why", why)
                .param("by", by)
                .update()
            : jdbc.sql(
                    """
                    update skills.role_occupation
                       set occupation = :occupation, confidence = 1, origin = 'confirmed',
                           why = :why, decided_by = :by, decided_at = now(), version = version + 1
                     where role_id = :role
                       and version = :version
                    """)
                .param("role", choice.roleId())
                .param("occupation", choice.occupation())
                .param("why", why)
                .param("by", by)
                .param("version", choice.version())
                .update();
    if (changed == 0) {
      jdbc.sql("delete from skills.role_change where deed = :deed and role_id = :role")
          .param("deed", deed)
          .param("role", choice.roleId())
          .update();
      return false;
    }
    remembered.confirm(choice.title(), choice.occupation(), why, by, Timestamp.from(Instant.now()));
    return true;
  }

  /// @return false if somebody decided the role since
  private boolean takeBack(Change change) {
    int changed =
        change.origin().isEmpty()
            ? jdbc.sql(
                    "delete from skills.role_occupation where role_id = :role and version = 1 and :version = 1")
                .param("role", change.roleId())
                .param("version", change.version())
                .update()
            : jdbc.sql(
                    """
                    update skills.role_occupation
                       set occupation = :occupation, confidence = :confidence, origin = :origin,
                           why = :why, decided_by = :by, decided_at = :at, version = version + 1
                     where role_id = :role
                       and version = :version
                    """)
                .param("occupation", change.occupation())
                .param("confidence", change.confidence())
                .param("origin", change.origin().get().word())
                .param("why", change.why())
                .param("by", change.by())
                .param("at", change.at())
                .param("role", change.roleId())
                .param("version", change.version())
                .update();
    if (changed == 0) {
      return false;
    }
    String occupation = change.occupation();
    String why = change.why();
    String by = change.by();
    Timestamp at = change.at();
    if (change.origin().equals(Optional.of(Origin.CONFIRMED))
        && occupation != null
        && why != null
        && by != null
        && at != null) {
      remembered.confirm(change.title(), occupation, why, by, at);
    } else {
      remembered.forgetConfirmed(change.title());
    }
    return true;
  }

  private String title(int roleId) {
    return jdbc.sql("select title from people.role where id = :id")
        .param("id", roleId)
        .query(String.class)
        .optional()
        .orElseThrow(() ->
            new NotFound("There is no role %d. Look it up among the roles.".formatted(roleId)));
  }

  private long nextDeed() {
    return jdbc.sql("select nextval('skills.deed')").query(Long.class).single();
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }
}
