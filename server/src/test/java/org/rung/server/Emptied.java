package org.rung.server;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Empties tables for a test that shares its database with others, and all that refers to them:
/// also what the server only ever adds to.
public final class Emptied {
  private static final int MOST_ROUNDS = 20;

  private Emptied() {}

  /// @param tables with their schemas
  public static void of(JdbcClient jdbc, String... tables) {
    for (int round = 1; ; round++) {
      try {
        empty(jdbc, tables);
        return;
      } catch (PessimisticLockingFailureException deadlock) {
        // With what the server does by the clock, which locks its tables in another order.
        if (round == MOST_ROUNDS) {
          throw deadlock;
        }
      }
    }
  }

  private static void empty(JdbcClient jdbc, String... tables) {
    jdbc.sql(
            """
            do $$
            declare
              it record;
            begin
              for it in
                select t.tgrelid::regclass as its, t.tgname as name
                  from pg_trigger t
                  join pg_class c on c.oid = t.tgrelid
                 where not t.tgisinternal
                   and t.tgtype & 32 <> 0          -- fires on truncate
                   and pg_has_role(c.relowner, 'usage')
              loop
                execute format('alter table %s disable trigger %I', it.its, it.name);
              end loop;
              truncate TABLES cascade;
              for it in
                select t.tgrelid::regclass as its, t.tgname as name
                  from pg_trigger t
                  join pg_class c on c.oid = t.tgrelid
                 where not t.tgisinternal
                   and t.tgtype & 32 <> 0
                   and pg_has_role(c.relowner, 'usage')
              loop
                execute format('alter table %s enable trigger %I', it.its, it.name);
              end loop;
            end $$
            """
                .replace("TABLES", String.join(", ", tables)))
        .update();
  }
}
