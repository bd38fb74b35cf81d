package org.rung.server;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A made-up workforce full of groups under five: two snapshots, roles of a few to some hundred
/// people, moves between them. Everybody can be followed, so that any count beside another could
/// tell a third.
public final class SmallWorkforce {
  private SmallWorkforce() {}

  /// Makes the workforce unless it is there.
  public static void load(JdbcClient jdbc, TransactionTemplate transaction) {
    transaction.executeWithoutResult(status -> {
      if (jdbc.sql("select count(*) from people.snapshot").query(Long.class).single() > 0) {
        return;
      }
      for (String sql :
          """
          insert into people.snapshot (taken_on, label) values ('2024-12-31', 'a'), ('2025-12-31', 'b');
          insert into people.department (name) values ('One'), ('Two');
          insert into people.site (name, kind) values ('Hall', 'office');
          insert into people.role (title)
          select 'Role ' || chr(65 + (i / 26)) || chr(65 + (i % 26)) from generate_series(0, 79) i;
          insert into people.person (employer_id, linked)
          select 'S-' || i, true from generate_series(1, 1500) i;
          create temp table seat on commit drop as
          select p.id as person_id, p.n,
                 floor(80 * power((p.n * 0.6180339887) % 1, 6))::int as was,
                 case when p.n % 3 = 0 then floor(80 * power((p.n * 0.4142135624) % 1, 5))::int
                      else floor(80 * power((p.n * 0.6180339887) % 1, 6))::int end as is_now
            from (select id, row_number() over (order by id)::int as n
                    from people.person where employer_id like 'S-%') p;
          insert into people.employment
                 (snapshot_id, person_id, role_id, department_id, site_id, full_time, hourly, annual_pay_cents)
          select s.id, t.person_id, r.id, d.id, l.id, true, false, 3000000 + t.n * 1000
            from seat t
            join people.snapshot s on (s.label = 'a' and t.n % 11 > 0) or (s.label = 'b' and t.n % 13 > 0)
            join people.role r
              on r.title = 'Role ' || chr(65 + ((case s.label when 'a' then t.was else t.is_now end) / 26))
                                   || chr(65 + ((case s.label when 'a' then t.was else t.is_now end) % 26))
            join people.department d on d.name = case when t.n % 5 = 0 then 'Two' else 'One' end
            join people.site l on l.name = 'Hall'
          """
              .split(";")) {
        jdbc.sql(sql).update();
      }
      jdbc.sql(
              """
              insert into skills.role_occupation
                     (role_id, occupation, confidence, origin, why, decided_by)
              select r.id, o.code, 1, 'labelled', 'made up', 'test'
                from (select id, row_number() over (order by id) as n from people.role) r
                join (select code, row_number() over (order by code) as n
                        from reference.occupation where code < '55') o on o.n = r.n * 12
              """)
          .update();
    });
  }
}
