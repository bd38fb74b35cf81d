package org.rung.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Local accounts: email, name, roles and the hash of a password.
@Component
class Accounts implements UserDetailsService {
  private final JdbcClient jdbc;
  private final PasswordEncoder encoder;

  Accounts(JdbcClient jdbc, PasswordEncoder encoder) {
    this.jdbc = jdbc;
    this.encoder = encoder;
  }

  record Account(String email, String name, Set<Role> roles) {}

  /// Whether nobody has an account yet.
  boolean none() {
    return jdbc.sql("select not exists (select 1 from access.account)")
        .query(Boolean.class)
        .single();
  }

  List<Account> all() {
    return jdbc.sql("select email, name, roles from access.account order by email")
        .query(Accounts::account)
        .list();
  }

  Optional<Account> find(String email) {
    return jdbc.sql("select email, name, roles from access.account where email = :email")
        .param("email", email.toLowerCase(Locale.ROOT))
        .query(Accounts::account)
        .optional();
  }

  /// Adds an account.
  ///
  /// @return false, with nothing changed, if the email has one already
  boolean add(Account account, String password) {
    try {
      jdbc.sql(
              """
              insert into access.account (email, name, password_hash, roles)
              values (:email, :name, :hash, :roles)
              """)
          .param("email", account.email().toLowerCase(Locale.ROOT).strip())
          .param("name", account.name())
          .param("hash", encoder.encode(password))
          .param("roles", account.roles().stream().map(Role::name).toArray(String[]::new))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public UserDetails loadUserByUsername(String email) {
    return jdbc.sql("select email, password_hash, roles from access.account where email = :email")
        .param("email", email.toLowerCase(Locale.ROOT).strip())
        .query((row, n) ->
            User.withUsername(row.getString("email"))
                .password(row.getString("password_hash"))
                .roles((String[]) row.getArray("roles").getArray())
                .build())
        .optional()
        .orElseThrow(() -> new UsernameNotFoundException("no account"));
  }

  private static Account account(ResultSet row, int n) throws SQLException {
    return new Account(
        row.getString("email"),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .map(Role::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))));
  }
}
