package org.rung.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Local accounts: email, name, roles and the hash of a password.
@Component
class Accounts {
  private final JdbcClient jdbc;
  private final PasswordEncoder encoder;

  Accounts(JdbcClient jdbc, PasswordEncoder encoder) {
    this.jdbc = jdbc;
    this.encoder = encoder;
  }

  /// @param id 0 before it is added
  /// @param version counts its changes
  /// @param employerId the person it is
  /// @param departments its team, in order
  /// @param providers whose classes it gives, in order
  record Account(
      long id,
      int version,
      String email,
      String name,
      Set<Role> roles,
      Optional<String> employerId,
      List<String> departments,
      List<String> providers) {
    Account(String email, String name, Set<Role> roles) {
      this(0, 1, email, name, roles, Optional.empty(), List.of(), List.of());
    }
  }

  /// Why an account stays as it is.
  enum Change {
    DONE,
    STALE,
    PERSON_TAKEN,
    LAST_ADMINISTRATOR
  }

  private static final String COLUMNS =
      """
      select a.id, a.version, a.email, a.name, a.roles, a.employer_id,
             array(select t.department from access.team t where t.account_id = a.id order by 1) as departments,
             array(select p.provider from access.partner p where p.account_id = a.id order by 1) as providers
        from access.account a
      """;

  /// Whether nobody has an account yet.
  boolean none() {
    return jdbc.sql("select not exists (select 1 from access.account)")
        .query(Boolean.class)
        .single();
  }

  List<Account> all() {
    return jdbc.sql(COLUMNS + " order by a.email").query(Accounts::account).list();
  }

  Optional<Account> find(String email) {
    return jdbc.sql(COLUMNS + " where a.email = :email")
        .param("email", email.toLowerCase(Locale.ROOT).strip())
        .query(Accounts::account)
        .optional();
  }

  Optional<Account> find(long id) {
    return jdbc.sql(COLUMNS + " where a.id = :id")
        .param("id", id)
        .query(Accounts::account)
        .optional();
  }

  /// Changes name, roles, person, team and providers of the account with this id and version, or
  /// nothing. One administrator always stays.
  @Transactional
  Change change(Account account) {
    if (administers(account.id()) && !account.roles().contains(Role.ADMIN)) {
      return Change.LAST_ADMINISTRATOR;
    }
    if (account.employerId().isPresent()
        && jdbc.sql(
                "select exists (select 1 from access.account where employer_id = :person and id <> :id)")
            .param("person", account.employerId().get())
            .param("id", account.id())
            .query(Boolean.class)
            .single()) {
      return Change.PERSON_TAKEN;
    }
    int changed =
        jdbc.sql(
                """
                update access.account
                   set name = :name, roles = :roles, employer_id = :person, version = version + 1
                 where id = :id
                   and version = :version
                """)
            .param("name", account.name())
            .param("roles", names(account.roles()))
            .param("person", account.employerId().orElse(null))
            .param("id", account.id())
            .param("version", account.version())
            .update();
    if (changed == 0) {
      return Change.STALE;
    }
    jdbc.sql("delete from access.team where account_id = :id").param("id", account.id()).update();
    for (String department : account.departments()) {
      jdbc.sql("insert into access.team (account_id, department) values (:id, :department)")
          .param("id", account.id())
          .param("department", department)
          .update();
    }
    jdbc.sql("delete from access.partner where account_id = :id")
        .param("id", account.id())
        .update();
    for (String provider : account.providers()) {
      jdbc.sql("insert into access.partner (account_id, provider) values (:id, :provider)")
          .param("id", account.id())
          .param("provider", provider)
          .update();
    }
    return Change.DONE;
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
          .param("roles", names(account.roles()))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /// Adds an account that signs in by the service alone; nothing happens if the email has one.
  void addWithoutPassword(Account account) {
    jdbc.sql(
            """
            insert into access.account (email, name, roles)
            values (:email, :name, :roles)
                on conflict (email) do nothing
            """)
        .param("email", account.email().toLowerCase(Locale.ROOT).strip())
        .param("name", account.name())
        .param("roles", names(account.roles()))
        .update();
  }

  /// The account of somebody whom a sign-in service knows by this number.
  Optional<Account> known(String issuer, String subject) {
    return jdbc.sql(
            COLUMNS
                + """
                  join access.identity i on i.account_id = a.id
                 where i.issuer = :issuer
                   and i.subject = :subject
                """)
        .param("issuer", issuer)
        .param("subject", subject)
        .query(Accounts::account)
        .optional();
  }

  /// Gives the account of this email to a number of a sign-in service, unless another number of the
  /// same service has it.
  ///
  /// @return the account, or nothing when it belongs to another
  Optional<Account> bind(String email, String issuer, String subject) {
    jdbc.sql(
            """
            insert into access.identity (issuer, subject, account_id)
            select :issuer, :subject, a.id
              from access.account a
             where a.email = :email
                on conflict do nothing
            """)
        .param("issuer", issuer)
        .param("subject", subject)
        .param("email", email.toLowerCase(Locale.ROOT).strip())
        .update();
    return known(issuer, subject)
        .filter(account -> account.email().equals(email.toLowerCase(Locale.ROOT).strip()));
  }

  /// Notes that a sign-in service vouched for somebody just now.
  void seen(String issuer, String subject, Instant now) {
    jdbc.sql(
            """
            update access.identity
               set seen_at = :now
             where issuer = :issuer
               and subject = :subject
            """)
        .param("now", Timestamp.from(now))
        .param("issuer", issuer)
        .param("subject", subject)
        .update();
  }

  /// Gives an account another password.
  void setPassword(String email, String password) {
    jdbc.sql("update access.account set password_hash = :hash where email = :email")
        .param("hash", encoder.encode(password))
        .param("email", email)
        .update();
  }

  boolean hasPassword(String email) {
    return jdbc.sql(
            """
            select exists (select 1
                             from access.account
                            where email = :email
                              and password_hash is not null)
            """)
        .param("email", email)
        .query(Boolean.class)
        .single();
  }

  /// Removes an account, unless it is the only one that administers. What it did stays noted.
  ///
  /// @return whether it is gone
  @Transactional
  boolean remove(long id) {
    if (administers(id)) {
      return false;
    }
    jdbc.sql("delete from access.account where id = :id").param("id", id).update();
    return true;
  }

  /// Whether this is the only administrator. Holds them all until the transaction ends, so that two
  /// cannot go at once.
  private boolean administers(long id) {
    return jdbc.sql(
            "select id from access.account where 'ADMIN' = any(roles) order by id for update")
        .query(Long.class)
        .list()
        .equals(List.of(id));
  }

  /// For comparing a password; an account without one is as if it did not exist.
  ///
  /// @throws UsernameNotFoundException if no account with a password has this email
  UserDetails signIn(String email) {
    return jdbc.sql(
            """
            select email, password_hash, roles
              from access.account
             where email = :email
               and password_hash is not null
            """)
        .param("email", email.toLowerCase(Locale.ROOT).strip())
        .query((row, n) ->
            User.withUsername(row.getString("email"))
                .password(row.getString("password_hash"))
                .roles((String[]) row.getArray("roles").getArray())
                .build())
        .optional()
        .orElseThrow(() -> new UsernameNotFoundException("no account"));
  }

  private static String[] names(Set<Role> roles) {
    return roles.stream().sorted().map(Role::name).toArray(String[]::new);
  }

  private static Account account(ResultSet row, int n) throws SQLException {
    return new Account(
        row.getLong("id"),
        row.getInt("version"),
        row.getString("email"),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .map(Role::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))),
        Optional.ofNullable(row.getString("employer_id")),
        List.of((String[]) row.getArray("departments").getArray()),
        List.of((String[]) row.getArray("providers").getArray()));
  }
}
