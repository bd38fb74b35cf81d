package org.rung.server.fairness;

import java.nio.file.Path;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Protected attributes: takes them in, and asks for groups. The account that asks can read no row
/// of them, so neither can this class (see `db/protected`).
@Component
class Attributes {
  private static final int BATCH = 5_000;
  private static final int MOST_FAULTS = 1_000;
  private static final String WHAT = "protected attributes";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final Clock clock;

  Attributes(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /// A line of the comparison, as the database tells it.
  ///
  /// @param part `group`, `silent` (said nothing), `together` (groups too small to be told alone)
  ///   or `hidden` (nothing can be told)
  /// @param groups in the line
  /// @param staff people of the newest file
  /// @param candidates of them, with a pathway to weigh in the published plan
  /// @param planned of them, with a place in it
  record Line(
      String kind,
      String part,
      String value,
      long groups,
      long staff,
      long candidates,
      long planned) {}

  /// Whether the server's own account is kept from rows.
  Standing standing() {
    return standing(jdbc);
  }

  static Standing standing(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select case
                     when k.oid is null then 'NOT_SET_UP'
                     when r.rolsuper
                       or r.rolcreaterole
                       or pg_has_role(r.oid, k.relowner, 'member')
                       or has_table_privilege(r.oid, k.oid, 'select') then 'READABLE'
                     when not has_schema_privilege(r.oid, k.relnamespace, 'usage') then 'NOT_SET_UP'
                     else 'APART'
                   end
              from pg_roles r
              left join (select c.oid, c.relowner, c.relnamespace
                           from pg_class c
                           join pg_namespace n on n.oid = c.relnamespace
                          where n.nspname = 'protected'
                            and c.relname = 'attribute') k on true
             where r.rolname = current_user
            """)
        .query((row, n) -> Standing.valueOf(row.getString(1)))
        .single();
  }

  /// The kinds that are held of anybody. Of how many people is told by [#shares()] alone.
  List<Attribute> held() {
    return jdbc.sql("select kind from protected.held()")
        .query((row, n) -> {
          String kind = row.getString("kind");
          return Arrays.stream(Attribute.values())
              .filter(attribute -> attribute.code.equals(kind))
              .findFirst()
              .orElseThrow();
        })
        .list();
  }

  /// How groups stand in the newest file and the published plan; a look that is noted.
  List<Line> shares() {
    audit.read(WHAT, "shares of groups");
    return jdbc.sql(
            "select kind, part, value, groups, staff, candidates, planned from protected.shares()")
        .query((row, n) ->
            new Line(
                row.getString("kind"),
                row.getString("part"),
                Optional.ofNullable(row.getString("value")).orElse(""),
                row.getLong("groups"),
                row.getLong("staff"),
                row.getLong("candidates"),
                row.getLong("planned")))
        .list();
  }

  /// The day of the newest file, and the published plan.
  record Basis(Optional<LocalDate> takenOn, Optional<Long> plan) {}

  Basis basis() {
    return new Basis(
        jdbc.sql("select taken_on from people.snapshot order by taken_on desc limit 1")
            .query((row, n) -> row.getDate("taken_on").toLocalDate())
            .optional(),
        jdbc.sql("select plan_id from planning.publication where withdrawn_at is null")
            .query(Long.class)
            .optional());
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  /// Takes the good rows of a file. Twice the same file is the same as once.
  ///
  /// @param source where rows come from that name none, 1 to 120 letters
  /// @param day when they were said, where a row names no day
  /// @throws Refused when nothing of it can be taken; nothing was changed
  AttributeReport take(Path file, String name, String source, LocalDate day) {
    Standing standing = standing();
    if (standing != Standing.APART) {
      throw new Refused(standing.words());
    }
    AttributeFile rows;
    try {
      rows = AttributeFile.open(file, name);
    } catch (AttributeFile.UnusableFile e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    Taking taking = new Taking(rows.personColumn());
    transaction.executeWithoutResult(status -> {
      rows.read(source, day, today(), taking);
      taking.flush();
      if (taking.taken > 0) {
        audit.change(WHAT, "%s: %d rows taken".formatted(name, taking.taken));
      }
    });
    taking.faults.sort(Comparator.comparingLong(AttributeReport.Fault::line));
    return new AttributeReport(
        name, taking.taken + taking.held, taking.taken, taking.held, taking.faults, rows.ignored());
  }

  /// Takes out all that is held.
  void forgetAll() {
    Standing standing = standing();
    if (standing != Standing.APART) {
      throw new Refused(standing.words());
    }
    transaction.executeWithoutResult(status -> {
      audit.change(WHAT, "all taken out");
      nothing("select protected.forget_all()", Map.of());
    });
  }

  private void nothing(String call, Map<String, ?> parameters) {
    jdbc.sql(call).params(parameters).query((row, n) -> n).list();
  }

  /// Rows on their way in, some thousand at a time.
  private final class Taking implements AttributeFile.Rows {
    private final List<AttributeFile.Row> waiting = new ArrayList<>();
    private final BitSet seen = new BitSet();
    private final List<AttributeReport.Fault> faults = new ArrayList<>();
    private final String personColumn;
    private long taken;
    private long held;

    Taking(String personColumn) {
      this.personColumn = personColumn;
    }

    @Override
    public void good(AttributeFile.Row row) {
      waiting.add(row);
      if (waiting.size() == BATCH) {
        flush();
      }
    }

    @Override
    public void bad(List<AttributeReport.Fault> of) {
      held++;
      of.stream().limit(Math.max(0, MOST_FAULTS - faults.size())).forEach(faults::add);
    }

    void flush() {
      Map<String, Integer> numbers = numbers();
      List<String> ids = new ArrayList<>();
      List<String> kinds = new ArrayList<>();
      List<String> values = new ArrayList<>();
      List<String> sources = new ArrayList<>();
      List<Date> days = new ArrayList<>();
      for (AttributeFile.Row row : waiting) {
        Integer number = numbers.get(row.person());
        if (number == null) {
          bad(
              List.of(
                  new AttributeReport.Fault(
                      row.line(),
                      personColumn,
                      row.person(),
                      "Nobody with this id is in any workforce file that was imported.")));
        } else if (seen.get(number)) {
          bad(
              List.of(
                  new AttributeReport.Fault(
                      row.line(),
                      personColumn,
                      row.person(),
                      "An earlier line has the same person and was taken. Keep one of the two.")));
        } else {
          seen.set(number);
          taken++;
          row.values()
              .forEach((attribute, value) -> {
                ids.add(row.person());
                kinds.add(attribute.code);
                values.add(value);
                sources.add(row.source());
                days.add(Date.valueOf(row.day()));
              });
        }
      }
      waiting.clear();
      nothing(
          """
          select protected.take(:ids::text[], :kinds::text[], :values::text[], :sources::text[],
                                :days::date[])
          """,
          Map.of(
              "ids", ids.toArray(String[]::new),
              "kinds", kinds.toArray(String[]::new),
              "values", values.toArray(String[]::new),
              "sources", sources.toArray(String[]::new),
              "days", days.toArray(Date[]::new)));
    }

    private Map<String, Integer> numbers() {
      Map<String, Integer> numbers = new HashMap<>();
      jdbc.sql("select employer_id, id from people.person where employer_id = any(:ids)")
          .param("ids", waiting.stream().map(AttributeFile.Row::person).toArray(String[]::new))
          .query(row -> {
            numbers.put(row.getString("employer_id"), Math.toIntExact(row.getLong("id")));
          });
      return numbers;
    }
  }
}
