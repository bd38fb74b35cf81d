package org.rung.server.tuition;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Schools and their accounts, and what a school may see of a voucher: its own vouchers alone,
/// never who else asked for what.
@Component
class Schools {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Schools(JdbcClient jdbc, Audit audit, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// The school that an account speaks for.
  Optional<String> of(String account) {
    return jdbc.sql("select school from tuition.school_account where account = :account")
        .param("account", account)
        .query(String.class)
        .optional();
  }

  List<Speaker> all() {
    return jdbc.sql("select account, school from tuition.school_account order by school, account")
        .query((row, n) -> new Speaker(row.getString(1), row.getString(2)))
        .list();
  }

  /// Lets an account speak for a school; for another one than before, if it did.
  void speaks(String account, String school) {
    transaction.executeWithoutResult(status -> {
      jdbc.sql(
              """
              insert into tuition.school_account (account, school)
              values (:account, :school)
                  on conflict (account) do update set school = excluded.school
              """)
          .param("account", account)
          .param("school", school)
          .update();
      audit.change("tuition", "%s speaks for %s".formatted(account, school));
    });
  }

  /// Looks a voucher up for a school and notes that it did.
  ///
  /// @return empty where there is none of this school with the code
  Optional<Voucher> look(String school, String written, String account) {
    Optional<VoucherCode> code = VoucherCode.of(written);
    if (code.isEmpty()) {
      return Optional.empty();
    }
    jdbc.sql(
            """
            update tuition.term t
               set seen_at = :at::timestamptz, seen_by = :by
              from tuition.application a
             where a.id = t.application_id
               and t.voucher = :code
               and a.school = :school
               and t.seen_at is null
            """)
        .param("at", clock.instant().toString())
        .param("by", account)
        .param("code", code.get().code())
        .param("school", school)
        .update();
    return vouchers(school, "t.voucher = :code", code.get().code()).stream().findFirst();
  }

  /// The application that a voucher of a school is for.
  Optional<Long> application(String school, String written) {
    return VoucherCode.of(written)
        .flatMap(code ->
            jdbc.sql(
                    """
                    select a.id
                      from tuition.term t
                      join tuition.application a on a.id = t.application_id
                     where t.voucher = :code
                       and a.school = :school
                    """)
                .param("code", code.code())
                .param("school", school)
                .query(Long.class)
                .optional());
  }

  /// The newest vouchers that a school looked up.
  List<Voucher> seen(String school) {
    return vouchers(school, "t.seen_at is not null and :code = ''", "");
  }

  private List<Voucher> vouchers(String school, String which, String code) {
    return jdbc.sql(
            """
            select t.voucher, a.course, t.number, p.employer_id, t.starts, t.pays_on,
                   case t.state when 'paid' then t.paid_cents else t.benefit_cents end, t.state, t.seen_at,
                   a.state, a.ended_on
              from tuition.term t
              join tuition.application a on a.id = t.application_id
              join people.person p on p.id = a.person_id
             where a.school = :school
               and t.voucher is not null
               and %s
             order by t.seen_at desc, t.id
             limit 50
            """
                .formatted(which))
        .param("school", school)
        .param("code", code)
        .query((row, n) ->
            new Voucher(
                new VoucherCode(row.getString(1)),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getObject(6, LocalDate.class),
                row.getLong(7),
                row.getString(8),
                Optional.ofNullable(row.getTimestamp(9)).map(Timestamp::toInstant),
                Application.State.of(row.getString(10)),
                Optional.ofNullable(row.getObject(11, LocalDate.class))))
        .list();
  }
}
