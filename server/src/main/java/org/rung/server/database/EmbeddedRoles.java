package org.rung.server.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The accounts of the embedded PostgreSQL beside its superuser: `rung_server`, by whom the server
/// works and who owns what it makes, and `rung_protected`, who owns the protected attributes and
/// may read all the rest. The superuser makes them and is not used again.
final class EmbeddedRoles {
  private static final String SERVER = "rung_server";
  private static final String PROTECTED = "rung_protected";

  private EmbeddedRoles() {}

  /// The address by which the server works.
  ///
  /// @param secret the generated password of the superuser, from which theirs are derived
  static DatabaseAddress address(String jdbcUrl, String secret) {
    return new DatabaseAddress(
        jdbcUrl,
        SERVER,
        password(secret, SERVER),
        Optional.of(new DatabaseAddress(jdbcUrl, PROTECTED, password(secret, PROTECTED))));
  }

  /// Makes the accounts when they are missing, and hands them what an earlier version made as the
  /// superuser.
  static void make(Connection superuser, String secret) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(
          MAKE.formatted(SERVER, password(secret, SERVER), PROTECTED, password(secret, PROTECTED)));
    }
  }

  /// Nobody who knows one of the passwords knows another.
  private static String password(String secret, String role) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)), 0, 24);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String MAKE =
      """
      do $$
      declare
        it record;
      begin
        if not exists (select from pg_roles where rolname = '%1$s') then
          create role %1$s login password '%2$s';
        end if;
        if not exists (select from pg_roles where rolname = '%3$s') then
          create role %3$s login password '%4$s' in role %1$s;
        end if;
        for it in
          select nspname
            from pg_namespace
           where nspowner = current_user::regrole
             and nspname !~ '^pg_'
             and nspname not in ('public', 'information_schema')
        loop
          execute format('alter schema %%I owner to %1$s', it.nspname);
        end loop;
        for it in
          select c.oid::regclass as name
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
           where c.relowner = current_user::regrole
             and n.nspname !~ '^pg_'
             and n.nspname <> 'information_schema'
             and (c.relkind in ('r', 'v')
                  or c.relkind = 'S'
                     and not exists (select
                                       from pg_depend d
                                      where d.classid = 'pg_class'::regclass
                                        and d.objid = c.oid
                                        and d.deptype in ('a', 'i')))
        loop
          execute format('alter table %%s owner to %1$s', it.name);
        end loop;
        for it in
          select p.oid::regprocedure as name
            from pg_proc p
            join pg_namespace n on n.oid = p.pronamespace
           where p.proowner = current_user::regrole
             and n.nspname !~ '^pg_'
             and n.nspname <> 'information_schema'
        loop
          execute format('alter function %%s owner to %1$s', it.name);
        end loop;
        execute format('grant create on database %%I to %3$s', current_database());
        execute format('alter database %%I owner to %1$s', current_database());
      end $$
      """;
}
