package org.rung.server.skills;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rung.server.database.LikePattern;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.reference.Occupation;
import org.rung.server.reference.Occupations;
import org.rung.server.rules.SmallGroups;
import org.rung.server.skills.RoleOccupation.Origin;
import org.rung.server.skills.RoleRow.Choice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the roles for their review.
@Component
class RoleReading {
  private static final int FOUND = 12;

  /// Below it an alternative is called unlikely and stands behind “Another…”.
  private static final double POSSIBLE = 0.1;

  private static final String ROLES =
      """
      with held as (
        select role_id, department_id, count(*) as people
          from people.now
         group by role_id, department_id
      ), most as (
        select distinct on (h.role_id) h.role_id, d.name as department,
               sum(h.people) over (partition by h.role_id) as people,
               count(*) over (partition by h.role_id) as departments
          from held h
          join people.department d on d.id = h.department_id
         order by h.role_id, h.people desc, d.name
      )
      select r.id, r.title, coalesce(m.department, '') as department,
             coalesce(m.departments, 0) as departments, coalesce(m.people, 0) as people,
             o.occupation, coalesce(o.confidence, 0) as confidence, o.origin,
             coalesce(o.why, '') as why, o.decided_by, o.decided_at,
             coalesce(o.version, 0) as version, coalesce(f.confidence, 0) as second
        from people.role r
        left join most m on m.role_id = r.id
        left join skills.role_occupation o on o.role_id = r.id
        left join skills.role_offer f on f.role_id = r.id and f.place = 2
      """;

  private final JdbcClient jdbc;
  private final Occupations occupations;

  RoleReading(JdbcClient jdbc, Occupations occupations) {
    this.jdbc = jdbc;
    this.occupations = occupations;
  }

  List<ReviewedRole> all() {
    return jdbc.sql(ROLES + " order by r.id").query(RoleReading::role).list();
  }

  /// @throws NotFound if there is no such role
  ReviewedRole one(int id) {
    return jdbc.sql(ROLES + " where r.id = :id")
        .param("id", id)
        .query(RoleReading::role)
        .optional()
        .orElseThrow(
            () -> new NotFound("There is no role %d. Look it up among the roles.".formatted(id)));
  }

  private static ReviewedRole role(ResultSet row, int n) throws SQLException {
    Optional<String> occupation = Optional.ofNullable(row.getString("occupation"));
    return new ReviewedRole(
        row.getInt("id"),
        row.getString("title"),
        row.getString("department"),
        row.getInt("departments"),
        row.getLong("people"),
        occupation,
        row.getDouble("confidence"),
        RoleState.of(
            Optional.ofNullable(row.getString("origin"))
                .map(word -> Origin.valueOf(word.toUpperCase(Locale.ROOT))),
            occupation.isPresent(),
            row.getDouble("confidence"),
            row.getDouble("second")),
        row.getString("why"),
        Optional.ofNullable(row.getString("decided_by")),
        Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant),
        row.getInt("version"));
  }

  // ---- what the page found

  RolesView.Finding finding(List<ReviewedRole> roles) {
    Map<RoleState, List<ReviewedRole>> by = new EnumMap<>(RoleState.class);
    roles.forEach(role -> by.computeIfAbsent(role.state(), s -> new ArrayList<>()).add(role));
    long all = roles.stream().mapToLong(ReviewedRole::people).sum();
    List<ReviewedRole> waiting =
        roles.stream().filter(role -> role.state().waits()).sorted(ReviewedRole.BY_DOUBT).toList();
    List<ReviewedRole> several = of(by, RoleState.SEVERAL);
    List<ReviewedRole> settled =
        Stream.concat(of(by, RoleState.CONFIRMED).stream(), of(by, RoleState.LABELLED).stream())
            .toList();
    List<ReviewedRole> certain = of(by, RoleState.CERTAIN);
    List<ReviewedRole> open =
        waiting.stream().filter(role -> role.state() != RoleState.CERTAIN).toList();
    String title;
    if (waiting.isEmpty()) {
      title =
          settled.isEmpty()
              ? "No title here is one job"
              : "Each of %s has its occupation; %s confirmed here"
                  .formatted(
                      Formats.counted(settled.size(), "title", "titles"),
                      isConfirmed(of(by, RoleState.CONFIRMED).size()));
    } else if (settled.isEmpty()) {
      title =
          "%s one match; %s your eye"
              .formatted(
                  Formats.counted(certain.size(), "title has", "titles have"),
                  Formats.counted(open.size(), "needs", "need"));
    } else {
      title =
          "%s settled; %s your eye"
              .formatted(
                  Formats.counted(settled.size(), "title is", "titles are"),
                  Formats.counted(waiting.size(), "needs", "need"));
    }
    return new RolesView.Finding(
        title,
        "A role’s occupation decides its skills, its neighbours and its wage outside. "
            + lead(waiting, several),
        "%s of %s · %s".formatted(people(settled), Formats.people(all), share(settled, all)),
        Stream.of(
                part("Confirmed here", of(by, RoleState.CONFIRMED), all, "--mark"),
                part(
                    labelled(of(by, RoleState.LABELLED)),
                    of(by, RoleState.LABELLED),
                    all,
                    "--ink-3"),
                part("One match, not yet confirmed", certain, all, "--line-strong"),
                part("Needs your eye", open, all, "--mark-weak"),
                part("Several jobs in one title", several, all, "--line"))
            .flatMap(Optional::stream)
            .toList());
  }

  private static String isConfirmed(int titles) {
    return titles == 0 ? "none is" : titles == 1 ? "one is" : Formats.count(titles) + " are";
  }

  private static String lead(List<ReviewedRole> waiting, List<ReviewedRole> several) {
    long people = waiting.stream().mapToLong(ReviewedRole::people).sum();
    if (people >= SmallGroups.LEAST && waiting.size() > 4) {
      List<Long> largest =
          waiting.stream().map(ReviewedRole::people).sorted(Comparator.reverseOrder()).toList();
      long sum = 0;
      int first = 0;
      while (sum < people * 3 / 4.0) {
        sum += largest.get(first++);
      }
      return "The least certain with the most people stand first; %s hold three of four people that wait."
          .formatted(Formats.counted(first, "title", "titles"));
    }
    return several.isEmpty()
        ? "Every choice can be changed, and undone."
        : "%s several jobs (“%s”) and %s none."
            .formatted(
                Formats.counted(several.size(), "title gathers", "titles gather"),
                several.getFirst().title(),
                several.size() == 1 ? "has" : "have");
  }

  private static String labelled(List<ReviewedRole> roles) {
    Set<String> by =
        roles.stream().flatMap(role -> role.decidedBy().stream()).collect(Collectors.toSet());
    return by.size() == 1
        ? "Labelled title by title in " + by.iterator().next()
        : "Labelled title by title";
  }

  private static Optional<RolesView.Part> part(
      String label, List<ReviewedRole> roles, long all, String hue) {
    long people = roles.stream().mapToLong(ReviewedRole::people).sum();
    return roles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RolesView.Part(
                "%s: %s people in %s"
                    .formatted(
                        label,
                        Formats.people(people),
                        Formats.counted(roles.size(), "title", "titles")),
                Formats.plot(all == 0 || SmallGroups.hides(people) ? 0 : 100.0 * people / all),
                hue));
  }

  private static List<ReviewedRole> of(Map<RoleState, List<ReviewedRole>> by, RoleState state) {
    return by.getOrDefault(state, List.of());
  }

  private static String people(List<ReviewedRole> roles) {
    return Formats.people(roles.stream().mapToLong(ReviewedRole::people).sum());
  }

  private static String share(List<ReviewedRole> roles, long all) {
    long people = roles.stream().mapToLong(ReviewedRole::people).sum();
    return Formats.percent(all == 0 || SmallGroups.hides(people) ? 0 : (double) people / all);
  }

  // ---- rows

  /// @param back the address to return to
  List<RoleRow> rows(List<ReviewedRole> roles, String back) {
    Integer[] ids = roles.stream().map(ReviewedRole::id).toArray(Integer[]::new);
    Map<Integer, List<Offer>> offers =
        jdbc
            .sql(
                """
                select role_id, occupation, confidence, why
                  from skills.role_offer
                 where role_id = any(:roles)
                 order by role_id, place
                """)
            .param("roles", ids)
            .query((row, n) ->
                new Offer(
                    row.getInt("role_id"),
                    row.getString("occupation"),
                    row.getDouble("confidence"),
                    row.getString("why")))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Offer::roleId));
    Map<String, String> also =
        jdbc
            .sql("select title, also from skills.remembered_title where also is not null")
            .query((row, n) -> Map.entry(row.getString("title"), row.getString("also")))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    return roles.stream()
        .map(role ->
            row(
                role,
                offers.getOrDefault(role.id(), List.of()),
                Optional.ofNullable(also.get(RoleTitles.key(role.title()))),
                back))
        .toList();
  }

  private record Offer(int roleId, String code, double confidence, String why) {}

  private RoleRow row(ReviewedRole role, List<Offer> offers, Optional<String> also, String back) {
    var choices = new ArrayList<Choice>();
    var unlikely = new ArrayList<Choice>();
    var seen = new HashSet<String>();
    String present = role.occupation().orElse("");
    boolean settled = !role.state().waits() && role.occupation().isPresent();
    if (settled) {
      seen.add(present);
      choices.add(choice(present, "as it is", "", true));
    }
    for (Offer offer : offers) {
      if (seen.add(offer.code())) {
        boolean shown = choices.isEmpty() || offer.confidence() >= POSSIBLE;
        (shown ? choices : unlikely)
            .add(
                choice(
                    offer.code(),
                    offer.why(),
                    likely(offer.confidence()),
                    role.state().waits()
                        && role.state() != RoleState.NO_MATCH
                        && offer.code().equals(present)));
      }
    }
    also.filter(seen::add)
        .ifPresent(
            code -> choices.add(choice(code, "the label calls it right as well", "", false)));
    Optional<Occupation> occupation = role.occupation().flatMap(occupations::find);
    return new RoleRow(
        role.id(),
        role.title(),
        role.department().isEmpty()
            ? "nobody now"
            : role.departments() == 1
                ? role.department()
                : "%s and %s"
                    .formatted(
                        role.department(),
                        Formats.counted(role.departments() - 1, "other", "others")),
        role.people() == 0 ? "none now" : Formats.people(role.people()),
        role.state(),
        role.decidedBy()
            .map(by ->
                (role.state() == RoleState.LABELLED ? "in " : "by ")
                    + by
                    + role.decidedAt()
                        .map(at ->
                            ", " + Formats.date(at.atZone(ZoneId.systemDefault()).toLocalDate()))
                        .orElse(""))
            .orElse(""),
        occupation.map(Occupation::title).orElse(""),
        present,
        role.why(),
        occupation.map(this::rating).orElse(""),
        choices,
        unlikely,
        role.version(),
        back,
        "");
  }

  private Choice choice(String code, String why, String likely, boolean checked) {
    Optional<Occupation> occupation = occupations.find(code);
    return new Choice(
        code,
        occupation.map(Occupation::title).orElse(code),
        why,
        likely,
        occupation.map(this::rating).orElse(""),
        checked);
  }

  /// What to know about an occupation without skill ratings of its own.
  String rating(Occupation occupation) {
    if (occupation.rated()) {
      return "";
    }
    return occupation
        .ratedAs()
        .flatMap(occupations::find)
        .map(nearest ->
            "No skill ratings of its own; those of %s (%s) stand in. %s"
                .formatted(nearest.title(), nearest.code(), occupation.nearestWhy().orElse(""))
                .strip())
        .orElse("No skill ratings, and nothing near has any.");
  }

  private static String likely(double confidence) {
    if (confidence >= RoleState.SURE) {
      return "very likely";
    }
    return confidence >= 0.5 ? "likely" : confidence >= POSSIBLE ? "possible" : "unlikely";
  }

  // ---- search

  /// Occupations whose title, one of its other titles or code holds the words: the same title
  /// first, then those named so, then those with the most such titles.
  RolesView.Found search(String find) {
    String text = RoleTitles.key(find);
    if (text.length() < 2) {
      return new RolesView.Found(find.strip(), List.of());
    }
    String[] patterns =
        Stream.of(text.split(" ", -1)).map(LikePattern::holding).toArray(String[]::new);
    return new RolesView.Found(
        find.strip(),
        jdbc.sql(
                """
                with titles as (
                  select code, title, true as own from reference.occupation
                  union all
                  select code, title, false from reference.occupation_title
                  union all
                  select code, code, true from reference.occupation
                ), hits as (
                  select code, title, own
                    from titles
                   where lower(title) like all (:patterns)
                )
                select code, (array_agg(title order by lower(title) = :text desc, own desc,
                                                       length(title), title))[1] as title
                  from hits
                 group by code
                 order by bool_or(lower(title) = :text) desc, bool_or(own) desc, count(*) desc, code
                 limit :most
                """)
            .param("patterns", patterns)
            .param("text", text)
            .param("most", FOUND)
            .query((row, n) -> {
              String code = row.getString("code");
              String hit = row.getString("title");
              boolean own =
                  hit.equals(code)
                      || occupations.find(code).map(o -> o.title().equals(hit)).orElse(false);
              return choice(code, own ? "" : "also called “%s”".formatted(hit), "", false);
            })
            .list());
  }

  // ---- what was done

  /// What a deed did, if it can still be undone.
  Optional<RolesView.Toast> toast(long deed, String back) {
    List<Done> done =
        jdbc.sql(
                """
                select r.title, c.occupation,
                       (select count(*) from people.now e where e.role_id = c.role_id) as people
                  from skills.role_change c
                  join people.role r on r.id = c.role_id
                 where c.deed = :deed
                   and c.undone_at is null
                 order by r.title
                """)
            .param("deed", deed)
            .query((row, n) ->
                new Done(
                    row.getString("title"), row.getString("occupation"), row.getLong("people")))
            .list();
    if (done.isEmpty()) {
      return Optional.empty();
    }
    String people = Formats.people(done.stream().mapToLong(Done::people).sum());
    return Optional.of(
        new RolesView.Toast(
            deed,
            done.size() == 1
                ? "%s set to %s for %s people."
                    .formatted(done.getFirst().title(), done.getFirst().occupation(), people)
                : "%s confirmed for %s people."
                    .formatted(Formats.counted(done.size(), "title", "titles"), people),
            back));
  }

  private record Done(String title, String occupation, long people) {}

  /// The confirmations of a role, newest first.
  List<RolesView.Past> past(ReviewedRole role) {
    return jdbc.sql(
            """
            select c.deed, c.occupation, c.version, c.changed_by, c.changed_at, c.undone_by,
                   c.undone_at,
                   (select count(*) from skills.role_change d where d.deed = c.deed) as roles
              from skills.role_change c
             where c.role_id = :role
             order by c.id desc
            """)
        .param("role", role.id())
        .query((row, n) -> {
          String code = row.getString("occupation");
          String undoneBy = row.getString("undone_by");
          Timestamp undoneAt = row.getTimestamp("undone_at");
          return new RolesView.Past(
              row.getLong("deed"),
              "%s set it to %s (%s)%s"
                  .formatted(
                      row.getString("changed_by"),
                      occupations.find(code).map(Occupation::title).orElse(code),
                      code,
                      undoneBy == null || undoneAt == null
                          ? ""
                          : "; %s undid it, %s"
                              .formatted(undoneBy, Formats.moment(undoneAt.toInstant()))),
              Formats.moment(row.getTimestamp("changed_at").toInstant()),
              undoneBy == null
                  && row.getInt("version") == role.version()
                  && row.getInt("roles") == 1);
        })
        .list();
  }
}
