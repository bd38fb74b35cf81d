package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.rung.server.rules.Section127;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What payroll must know of the benefit: what each person got in a part of a calendar year, and
/// what of it is pay. The money of a year is counted up to the end of the part and up to the day
/// before it; what is taxable in between is the difference, so that the parts of a year add up to
/// the year.
@Component
class Payroll {
  private static final int FETCHED = 5_000;

  private static final String ROWS =
      """
      select p.employer_id,
             coalesce(sum(y.cents) filter (where y.paid_on < :first), 0)::bigint as before,
             sum(y.cents)::bigint as year
        from tuition.payment y
        join tuition.term t on t.id = y.term_id
        join people.person p on p.id = y.person_id
       where y.tax_year = :year
         and y.tax_year = t.tax_year      -- what comes back in a later year changes neither
         and y.paid_on <= :last
       group by p.id, p.employer_id
       order by p.employer_id, p.id
      """;

  private final JdbcClient jdbc;
  private final Reckoning reckoning;
  private final TransactionTemplate transaction;

  Payroll(JdbcClient jdbc, Reckoning reckoning, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.reckoning = reckoning;
    this.transaction = transaction;
  }

  /// A person's row.
  ///
  /// @param name the employer's id
  /// @param cents paid in the part, less what came back in it
  /// @param yearCents paid since 1 January, less what came back in the year
  /// @param freeCents of that; empty while the amount of the year is not known
  /// @param taxableYearCents the rest of it; empty likewise
  /// @param taxableCents what became taxable in the part; below 0 where money came back
  public record Row(
      String name,
      long cents,
      long yearCents,
      OptionalLong freeCents,
      OptionalLong taxableYearCents,
      OptionalLong taxableCents) {}

  /// Everybody who got or gave back something since 1 January, in the order of their ids.
  ///
  /// @param first day of the part
  /// @param last day of it, in the same calendar year
  /// @throws IllegalArgumentException when the days are not in one calendar year, in order
  void rows(LocalDate first, LocalDate last, Consumer<Row> to) {
    if (first.getYear() != last.getYear() || last.isBefore(first)) {
      throw new IllegalArgumentException(
          "%s to %s do not lie in one calendar year, in order".formatted(first, last));
    }
    Section127 law = reckoning.law(last);
    transaction.executeWithoutResult(status ->
        asked(ROWS, first, last)
            .withFetchSize(FETCHED)
            .query(row -> {
              to.accept(row(row.getString(1), row.getLong(2), row.getLong(3), last, law));
            }));
  }

  /// Some of the same rows.
  ///
  /// @param all how many there are
  record Some(List<Row> rows, long all) {}

  /// @param after how many rows are left out before
  Some some(LocalDate first, LocalDate last, long after, int most) {
    Section127 law = reckoning.law(last);
    return Objects.requireNonNull(
        transaction.execute(status ->
            new Some(
                asked(ROWS + " limit :most offset :after", first, last)
                    .param("most", most)
                    .param("after", after)
                    .query((row, n) ->
                        row(row.getString(1), row.getLong(2), row.getLong(3), last, law))
                    .list(),
                jdbc.sql(
                        """
                        select count(distinct y.person_id)
                          from tuition.payment y
                          join tuition.term t on t.id = y.term_id
                         where y.tax_year = :year
                           and y.tax_year = t.tax_year
                           and y.paid_on <= :last
                        """)
                    .param("year", first.getYear())
                    .param("last", last)
                    .query(Long.class)
                    .single())));
  }

  private JdbcClient.StatementSpec asked(String sql, LocalDate first, LocalDate last) {
    return jdbc.sql(sql).param("first", first).param("last", last).param("year", first.getYear());
  }

  private static Row row(String name, long before, long year, LocalDate last, Section127 law) {
    Section127.Split then = law.of(last, 0, Math.max(0, before));
    Section127.Split now = law.of(last, 0, Math.max(0, year));
    OptionalLong taxable =
        Optional.of(now)
            .filter(split -> split.taxableCents().isPresent())
            .map(split ->
                OptionalLong.of(split.taxableCents().getAsLong() - then.taxableCents().getAsLong()))
            .orElse(OptionalLong.empty());
    return new Row(name, year - before, year, now.freeCents(), now.taxableCents(), taxable);
  }
}
