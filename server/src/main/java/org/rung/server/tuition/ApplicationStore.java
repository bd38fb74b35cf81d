package org.rung.server.tuition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.rules.EducationFailure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All SQL of applications and their terms.
@Component
class ApplicationStore {
  private static final String APPLICATIONS =
      """
      select a.id, a.person_id, p.employer_id, a.course, a.school, a.way, a.apart_cents, a.state,
             a.decision_id, a.asked_at, a.ended_on, a.cleared_on, a.cleared
        from tuition.application a
        join people.person p on p.id = a.person_id
      """;

  private static final String TERMS =
      """
      select t.application_id, t.id, t.number, t.starts, t.pays_on, t.price_cents, t.benefit_cents,
             t.state, t.paid_cents, t.voucher, t.seen_at,
             coalesce((select -sum(y.cents) from tuition.payment y
                        where y.term_id = t.id and y.cents < 0), 0)::bigint as repaid
        from tuition.term t
      """;

  private final JdbcClient jdbc;

  ApplicationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Nobody else decides about the person's money until the transaction ends.
  void lock(long person) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('tuition person ' || :person, 0))")
        .param("person", person)
        .query((row, n) -> "")
        .single();
  }

  /// What somebody has of the benefit so far.
  Reckoning.Used used(long person) {
    Map<Integer, Long> byYear = new HashMap<>();
    jdbc.sql(
            """
            select t.tax_year, sum(case t.state when 'paid' then t.paid_cents else t.benefit_cents end)::bigint
              from tuition.term t
              join tuition.application a on a.id = t.application_id
             where a.person_id = :person
               and t.state in ('promised', 'paid')
             group by t.tax_year
            """)
        .param("person", person)
        .query(row -> {
          byYear.put(row.getInt(1), row.getLong(2));
        });
    Map<Integer, Long> paid = new HashMap<>();
    jdbc.sql(
            """
            select y.tax_year, sum(y.cents)::bigint
              from tuition.payment y
              join tuition.term t on t.id = y.term_id
             where y.person_id = :person
               and y.tax_year = t.tax_year      -- what comes back in a later year changes neither
             group by y.tax_year
            """)
        .param("person", person)
        .query(row -> {
          paid.put(row.getInt(1), Math.max(0, row.getLong(2)));
        });
    List<EducationFailure.Open> open =
        jdbc.sql(
                """
                select a.course, coalesce(sum(y.cents), 0)::bigint as owed
                  from tuition.application a
                  join tuition.term t on t.application_id = a.id
                  left join tuition.payment y on y.term_id = t.id
                 where a.person_id = :person
                   and a.state in ('failed', 'dropped')
                   and a.cleared is null
                 group by a.id, a.course
                 order by a.id
                """)
            .param("person", person)
            .query((row, n) -> new EducationFailure.Open(row.getString(1), row.getLong(2)))
            .list();
    return new Reckoning.Used(byYear, paid, open);
  }

  long insert(Applications.Asking asking, Application.State state, long decision, Instant at) {
    Course course = asking.course();
    return jdbc.sql(
            """
            insert into tuition.application
                   (person_id, programme_id, course, school, way, apart_cents, state, decision_id,
                    asked_by, asked_at, request_key)
            values (:person, :programme::bigint, :course, :school, :way, :apart, :state, :decision,
                    :by, :at::timestamptz, :key::uuid)
            returning id
            """)
        .param("person", asking.worker().person())
        .param("programme", course.programme().isPresent() ? course.programme().getAsLong() : null)
        .param("course", course.name())
        .param("school", course.school())
        .param("way", asking.way().code())
        .param("apart", course.apartCents())
        .param("state", state.code())
        .param("decision", decision)
        .param("by", asking.by())
        .param("at", at.toString())
        .param("key", asking.key().map(UUID::toString).orElse(null))
        .query(Long.class)
        .single();
  }

  /// What somebody asked with a key before.
  Optional<Long> asked(long person, UUID key) {
    return jdbc.sql(
            "select id from tuition.application where person_id = :person and request_key = :key::uuid")
        .param("person", person)
        .param("key", key.toString())
        .query(Long.class)
        .optional();
  }

  long insert(long application, Quote.Line line, String state, Optional<VoucherCode> voucher) {
    return jdbc.sql(
            """
            insert into tuition.term
                   (application_id, number, starts, pays_on, price_cents, benefit_cents, state, voucher)
            values (:application, :number, :starts, :pays, :price, :benefit, :state, :voucher)
            returning id
            """)
        .param("application", application)
        .param("number", line.number())
        .param("starts", line.starts())
        .param("pays", line.paysOn())
        .param("price", line.priceCents())
        .param("benefit", line.benefitCents())
        .param("state", state)
        .param("voucher", voucher.map(VoucherCode::code).orElse(null))
        .query(Long.class)
        .single();
  }

  Optional<Application> find(long id) {
    return read(APPLICATIONS + " where a.id = :value", "a.id = :value", id).stream().findFirst();
  }

  /// The application of a term.
  Optional<Application> ofTerm(long term) {
    return jdbc.sql("select application_id from tuition.term where id = :id")
        .param("id", term)
        .query(Long.class)
        .optional()
        .flatMap(this::find);
  }

  /// Everything somebody asked for, the newest first.
  List<Application> of(long person) {
    return read(
        APPLICATIONS + " where a.person_id = :value order by a.id desc",
        "a.person_id = :value",
        person);
  }

  /// Applications that wait for money to go back to a person, or for a result, the oldest first.
  List<Application> open(int most) {
    return read(
        APPLICATIONS + " where a.state = 'open' order by a.id limit :value",
        "a.id in (select o.id from tuition.application o where o.state = 'open' order by o.id limit :value)",
        most);
  }

  /// Courses that stop new payments.
  List<Application> blocks(int most) {
    return read(
        APPLICATIONS
            + " where a.state in ('failed', 'dropped') and a.cleared is null order by a.id limit :value",
        """
        a.id in (select o.id from tuition.application o
                  where o.state in ('failed', 'dropped') and o.cleared is null
                  order by o.id limit :value)
        """,
        most);
  }

  private List<Application> read(String sql, String whose, long value) {
    Map<Long, List<Application.Term>> terms = new LinkedHashMap<>();
    jdbc.sql(
            TERMS
                + " join tuition.application a on a.id = t.application_id where "
                + whose
                + " order by t.application_id, t.number")
        .param("value", value)
        .query(row -> {
          terms
              .computeIfAbsent(row.getLong("application_id"), id -> new ArrayList<>())
              .add(term(row));
        });
    return jdbc.sql(sql)
        .param("value", value)
        .query((row, n) -> application(row, terms.getOrDefault(row.getLong("id"), List.of())))
        .list();
  }

  static Application.Term term(ResultSet row) throws SQLException {
    return new Application.Term(
        row.getLong("id"),
        row.getInt("number"),
        row.getObject("starts", LocalDate.class),
        row.getObject("pays_on", LocalDate.class),
        row.getLong("price_cents"),
        row.getLong("benefit_cents"),
        row.getString("state"),
        row.getLong("paid_cents"),
        row.getLong("repaid"),
        Optional.ofNullable(row.getString("voucher")).map(VoucherCode::new),
        Optional.ofNullable(row.getTimestamp("seen_at")).map(Timestamp::toInstant));
  }

  private static Application application(ResultSet row, List<Application.Term> terms)
      throws SQLException {
    return new Application(
        row.getLong("id"),
        row.getLong("person_id"),
        row.getString("employer_id"),
        row.getString("course"),
        row.getString("school"),
        Application.Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
        row.getLong("apart_cents"),
        Application.State.of(row.getString("state")),
        row.getLong("decision_id"),
        row.getTimestamp("asked_at").toInstant(),
        Optional.ofNullable(row.getObject("ended_on", LocalDate.class)),
        Optional.ofNullable(row.getObject("cleared_on", LocalDate.class)),
        Optional.ofNullable(row.getString("cleared")),
        terms);
  }

  /// Ends an open application.
  ///
  /// @return whether it was open
  boolean end(long id, Application.State state, LocalDate on, String by) {
    return jdbc.sql(
                """
                update tuition.application
                   set state = :state, ended_on = :on, ended_by = :by
                 where id = :id
                   and state = 'open'
                """)
            .param("state", state.code())
            .param("on", on)
            .param("by", by)
            .param("id", id)
            .update()
        == 1;
  }

  /// Ends a block.
  boolean clear(long id, String how, LocalDate on) {
    return jdbc.sql(
                """
                update tuition.application
                   set cleared = :how, cleared_on = :on
                 where id = :id
                   and state in ('failed', 'dropped')
                   and cleared is null
                """)
            .param("how", how)
            .param("on", on)
            .param("id", id)
            .update()
        == 1;
  }

  void released(long term) {
    jdbc.sql("update tuition.term set state = 'released' where id = :id and state = 'promised'")
        .param("id", term)
        .update();
  }

  /// A term was paid.
  ///
  /// @return whether it was promised until now
  boolean paid(long term, long cents, LocalDate on) {
    return jdbc.sql(
                """
                update tuition.term
                   set state = 'paid', paid_cents = :cents, pays_on = :on
                 where id = :id
                   and state = 'promised'
                """)
            .param("cents", cents)
            .param("on", on)
            .param("id", term)
            .update()
        == 1;
  }

  void payment(long term, long person, LocalDate on, long cents, long transaction, String by) {
    jdbc.sql(
            """
            insert into tuition.payment (term_id, person_id, paid_on, cents, transaction_id, made_by)
            values (:term, :person, :on, :cents, :transaction, :by)
            """)
        .param("term", term)
        .param("person", person)
        .param("on", on)
        .param("cents", cents)
        .param("transaction", transaction)
        .param("by", by)
        .update();
  }

  /// Whether the year of the benefit is closed.
  boolean closed(int year) {
    return jdbc.sql("select exists (select from tuition.year where year = :year)")
        .param("year", year)
        .query(Boolean.class)
        .single();
  }
}
