package org.rung.server.skills;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.Copy;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.rung.server.reference.Occupations;
import org.rung.server.skills.RoleOccupation.Origin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The occupation of each role: matched by its title, labelled from a file, or confirmed by a
/// planner. What people decide is remembered by the words of the title: no later import and no
/// later run of the matcher asks for that title again.
@Component
public class RoleOccupations {
  /// Hours of a year of full time, to compare hourly pay with what an occupation pays.
  private static final int FULL_TIME_HOURS = 2080;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;
  private final TitleIndex index;
  private final Occupations occupations;

  RoleOccupations(
      JdbcClient jdbc,
      Copy copy,
      TransactionTemplate transaction,
      TitleIndex index,
      Occupations occupations) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
    this.index = index;
    this.occupations = occupations;
  }

  /// Builds the index of titles beside other work, so that the first match after it need not wait:
  /// worth asking for when an import begins.
  public void prepare() {
    Thread.ofPlatform()
        .name("title-index")
        .daemon()
        // Whoever needs the index builds it again and hears of a failure then; a run that ends
        // early takes the database away from this one.
        .uncaughtExceptionHandler((thread, failure) -> {})
        .start(index::matcher);
  }

  /// Matches every role anew that neither a person nor a file decided, and offers every role its
  /// five best alternatives.
  public MatchReport matchAll() {
    return match(true);
  }

  /// Matches the roles that were not matched yet: what an import brought.
  public MatchReport matchMissing() {
    return match(false);
  }

  private MatchReport match(boolean all) {
    long start = System.nanoTime();
    List<Asked> asked = asked(all);
    Map<Integer, List<TitleMatch.Alternative>> offers = offers(asked);
    int[] counts = new int[RoleState.values().length];
    int[] remembered = {0};
    transaction.executeWithoutResult(status -> {
      lock();
      Map<String, List<Remembered>> decided = remembered();
      jdbc.sql(
              """
              create temporary table matched (
                role_id int, occupation text, confidence double precision, origin text, why text,
                decided_by text, decided_at timestamptz) on commit drop
              """)
          .update();
      jdbc.sql(
              """
              create temporary table offered (
                role_id int, place int, occupation text, confidence double precision, why text)
                on commit drop
              """)
          .update();
      copy.rows(
          "copy matched from stdin",
          row -> {
            for (Asked role : asked) {
              List<TitleMatch.Alternative> best = offers.getOrDefault(role.id(), List.of());
              Optional<Remembered> before = Remembered.of(decided, role.title(), role.department());
              RoleState state;
              row.number(role.id());
              if (before.isPresent()) {
                Remembered it = before.get();
                row.text(it.occupation())
                    .number(1.0)
                    .text(word(it.origin()))
                    .text(it.why())
                    .text(it.by())
                    .text(it.at().toString());
                state = RoleState.of(Optional.of(it.origin()), true, 1, 0);
                remembered[0]++;
              } else if (best.isEmpty()) {
                row.nothing()
                    .number(0.0)
                    .text(word(Origin.MATCHED))
                    .text("gathers several jobs, so no occupation describes it")
                    .nothing()
                    .text(Instant.now().toString());
                state = RoleState.SEVERAL;
              } else {
                row.text(best.getFirst().code())
                    .number(best.getFirst().confidence())
                    .text(word(Origin.MATCHED))
                    .text(best.getFirst().why())
                    .nothing()
                    .text(Instant.now().toString());
                state =
                    RoleState.ofMatch(
                        best.getFirst().confidence(),
                        best.size() > 1 ? best.get(1).confidence() : 0);
              }
              row.end();
              counts[state.ordinal()]++;
            }
          });
      copy.rows(
          "copy offered from stdin",
          row -> {
            for (Asked role : asked) {
              int place = 0;
              for (TitleMatch.Alternative offer : offers.getOrDefault(role.id(), List.of())) {
                row.number(role.id())
                    .number(++place)
                    .text(offer.code())
                    .number(offer.confidence())
                    .text(offer.why())
                    .end();
              }
            }
          });
      // What a person or a file decided in the meantime stays. The version counts decisions: a
      // planner who looks at the page while a job matches anew can still confirm.
      jdbc.sql(
              """
              insert into skills.role_occupation as held
                     (role_id, occupation, confidence, origin, why, decided_by, decided_at)
              select role_id, occupation, confidence, origin, why, decided_by, decided_at
                from matched
               order by role_id
                  on conflict (role_id) do update
                 set occupation = excluded.occupation, confidence = excluded.confidence,
                     origin = excluded.origin, why = excluded.why,
                     decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                     version = held.version + (excluded.origin <> 'matched')::int
               where held.origin = 'matched'
                 and (held.occupation, held.confidence, held.origin, held.why)
                     is distinct from
                     (excluded.occupation, excluded.confidence, excluded.origin, excluded.why)
              """)
          .update();
      jdbc.sql(
              """
              delete from skills.role_offer f
               using matched m
               where m.role_id = f.role_id
              """)
          .update();
      jdbc.sql(
              """
              insert into skills.role_offer (role_id, place, occupation, confidence, why)
              select role_id, place, occupation, confidence, why
                from offered
               order by role_id, place
              """)
          .update();
    });
    return new MatchReport(
        asked.size(),
        remembered[0],
        counts[RoleState.CERTAIN.ordinal()],
        counts[RoleState.NEAR.ordinal()]
            + counts[RoleState.TWO_FIT.ordinal()]
            + counts[RoleState.NO_MATCH.ordinal()],
        counts[RoleState.SEVERAL.ordinal()],
        Duration.ofNanos(System.nanoTime() - start));
  }

  /// The best answers for each title of one job; the index is built only when there is any.
  private Map<Integer, List<TitleMatch.Alternative>> offers(List<Asked> asked) {
    List<Asked> oneJob =
        asked.stream().filter(role -> !RoleTitles.severalJobs(role.title())).toList();
    if (oneJob.isEmpty()) {
      return Map.of();
    }
    TitleMatcher matcher = index.matcher();
    return oneJob.parallelStream()
        .collect(
            Collectors.toMap(
                Asked::id,
                role ->
                    matcher
                        .match(
                            new TitleMatcher.Query(
                                role.title(), role.department(), role.annualPayCents()))
                        .best()));
  }

  /// A role to match.
  ///
  /// @param department that most of its people are in, in the latest file that has any
  /// @param annualPayCents the median of these people over a year of full time
  private record Asked(int id, String title, String department, OptionalLong annualPayCents) {}

  private List<Asked> asked(boolean all) {
    return jdbc.sql(
            """
            with asked as (
              select r.id, r.title
                from people.role r
                left join skills.role_occupation o on o.role_id = r.id
               where :all
                  or o.role_id is null
                  or (o.occupation is not null
                      and not exists (select 1 from skills.role_offer f where f.role_id = r.id))
            ), held as (
              select e.role_id, e.snapshot_id, e.department_id, count(*) as people
                from people.employment e
               where e.role_id in (select id from asked)
               group by e.role_id, e.snapshot_id, e.department_id
            ), latest as (
              select distinct on (h.role_id) h.role_id, h.snapshot_id
                from held h
                join people.snapshot s on s.id = h.snapshot_id
               order by h.role_id, s.taken_on desc
            ), most as (
              select distinct on (h.role_id) h.role_id, d.name as department
                from held h
                join latest l using (role_id, snapshot_id)
                join people.department d on d.id = h.department_id
               order by h.role_id, h.people desc, d.name
            ), paid as (
              select e.role_id,
                     percentile_disc(0.5) within group (order by
                       case when e.hourly and e.hourly_pay_cents is not null
                            then e.hourly_pay_cents * :hours
                            else e.annual_pay_cents end) as pay_cents
                from people.employment e
                join latest l using (role_id, snapshot_id)
               group by e.role_id
            )
            select a.id, a.title, coalesce(m.department, '') as department, p.pay_cents
              from asked a
              left join most m on m.role_id = a.id
              left join paid p on p.role_id = a.id
             order by a.id
            """)
        .param("all", all)
        .param("hours", FULL_TIME_HOURS)
        .query((row, n) -> {
          Long pay = row.getObject("pay_cents", Long.class);
          return new Asked(
              row.getInt("id"),
              row.getString("title"),
              row.getString("department"),
              pay == null ? OptionalLong.empty() : OptionalLong.of(pay));
        })
        .list();
  }

  /// What was decided about a title.
  ///
  /// @param department key of the only department it holds for; empty for every one
  private record Remembered(
      String department, Origin origin, String occupation, String why, String by, Instant at) {

    /// What holds for a title in a department: a planner's word before a file's, a word about the
    /// department before one about all.
    static Optional<Remembered> of(
        Map<String, List<Remembered>> decided, String title, String department) {
      String here = RoleTitles.key(department);
      Optional<Remembered> best = Optional.empty();
      for (Remembered one : decided.getOrDefault(RoleTitles.key(title), List.of())) {
        if ((one.department().isEmpty() || one.department().equals(here))
            && best.map(other -> one.weight() > other.weight()).orElse(true)) {
          best = Optional.of(one);
        }
      }
      return best;
    }

    private int weight() {
      return (origin == Origin.CONFIRMED ? 2 : 0) + (department.isEmpty() ? 0 : 1);
    }
  }

  private Map<String, List<Remembered>> remembered() {
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
                new Remembered(
                    row.getString("department"),
                    origin(row.getString("origin")),
                    row.getString("occupation"),
                    row.getString("why"),
                    row.getString("decided_by"),
                    instant(row.getTimestamp("decided_at")))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
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
      lock();
      remember(file.labels(), by);
      Map<String, List<RoleAt>> roles = rolesAt(file.labels());
      Map<String, List<Remembered>> decided = remembered();
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
            Remembered holds =
                Remembered.of(decided, role.title(), role.department()).orElseThrow();
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

  private void remember(List<LabelFile.Label> labels, String by) {
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
        .param("roles", numbers(titles.keySet()))
        .query((row, n) ->
            new RoleAt(
                row.getInt("id"),
                row.getString("title"),
                row.getString("department"),
                Optional.ofNullable(row.getString("origin")).map(RoleOccupations::origin)))
        .list()
        .stream()
        .collect(Collectors.groupingBy(role -> RoleTitles.key(role.title())));
  }

  /// @return whether that changed anything
  private boolean apply(int role, Remembered decided) {
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
            .param("origin", word(decided.origin()))
            .param("why", decided.why())
            .param("by", decided.by())
            .param("at", Timestamp.from(decided.at()))
            .update()
        > 0;
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
                origin(row.getString("origin")),
                row.getString("why"),
                Optional.ofNullable(row.getString("decided_by")),
                instant(row.getTimestamp("decided_at")),
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
        Optional.ofNullable(row.getString("before_origin")).map(RoleOccupations::origin),
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
    rememberConfirmed(choice.title(), choice.occupation(), why, by, Timestamp.from(Instant.now()));
    return true;
  }

  private void rememberConfirmed(
      String title, String occupation, String why, String by, Timestamp at) {
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
                .param("origin", word(change.origin().get()))
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
      rememberConfirmed(change.title(), occupation, why, by, at);
    } else {
      jdbc.sql(
              """
              delete from skills.remembered_title
               where title = :title and department = '' and origin = 'confirmed'
              """)
          .param("title", RoleTitles.key(change.title()))
          .update();
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

  /// Runs of the matcher and imports of labels one after the other; confirmations need not wait.
  private void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('skills.role_occupation'))")
        .query((row, n) -> true)
        .list();
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  private static Integer[] numbers(Collection<Integer> ids) {
    return ids.toArray(new Integer[0]);
  }

  private static String word(Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT);
  }

  private static Origin origin(String word) {
    return Origin.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp.toInstant();
  }
}
