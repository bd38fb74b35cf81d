package org.rung.server.access;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rung.server.api.Scope;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tokens of the API. One opens what its scopes and its account's roles both open, as the roles are
/// when it is used; with its account it is gone. Whoever signs in by a service alone may be gone
/// there without anybody telling: tokens of theirs rest when the service has not vouched for them
/// for a while, and open again after the next sign-in.
@Component
class Tokens {
  /// The most that one account has at a time.
  static final int MOST = 50;

  private static final String BEGINNING = "rung_";
  private static final Duration USED_EVERY = Duration.ofMinutes(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;
  private final Duration vouched;

  /// @param vouched how long a sign-in service's word holds for tokens
  Tokens(
      JdbcClient jdbc, Audit audit, Clock clock, @Value("${rung.oidc.tokens}") Duration vouched) {
    this.vouched = vouched;
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /// Whose a token is and what both of them open.
  record Holder(long token, String account, Set<Role> roles, Set<Scope> scopes) {}

  /// Makes a token.
  ///
  /// @param ends at most a year from now
  /// @return what it opens with, which nobody can read here again
  /// @throws Refused when the account has too many already
  @Transactional
  String make(String account, String name, Set<Scope> scopes, Instant ends) {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    String secret = BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = clock.instant();
    // Two at once count one after the other.
    long id =
        jdbc.sql("select id from access.account where email = :email for update")
            .param("email", account)
            .query(Long.class)
            .single();
    if (of(account).stream().filter(token -> token.alive(now)).count() >= MOST) {
      throw new Refused("You have %d tokens. Revoke one before you make another.".formatted(MOST));
    }
    jdbc.sql(
            """
            insert into access.token (account_id, name, digest, scopes, made_at, ends_at)
            values (:account, :name, :digest, :scopes, :now, :ends)
            """)
        .param("account", id)
        .param("name", name)
        .param("digest", Digest.of(secret))
        .param("scopes", scopes.stream().sorted().map(Scope::code).toArray(String[]::new))
        .param("now", Timestamp.from(now))
        .param("ends", Timestamp.from(ends))
        .update();
    audit.change("token", "%s, “%s”, made".formatted(account, name));
    return secret;
  }

  /// Who opens with this; empty for one that opens nothing (any more).
  Optional<Holder> holder(String secret) {
    if (!secret.startsWith(BEGINNING)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    record Found(Holder holder, boolean unused) {}
    Optional<Found> found =
        jdbc.sql(
                """
                select t.id, t.scopes, a.email, a.roles,
                       coalesce(t.used_at < :before, true) as unused
                  from access.token t
                  join access.account a on a.id = t.account_id
                 where t.digest = :digest
                   and t.revoked_at is null
                   and t.ends_at > :now
                   and (a.password_hash is not null
                        or not exists (select 1 from access.identity i where i.account_id = a.id)
                        or exists (select 1
                                     from access.identity i
                                    where i.account_id = a.id
                                      and i.seen_at > :vouched))
                """)
            .param("digest", Digest.of(secret))
            .param("vouched", Timestamp.from(now.minus(vouched)))
            .param("now", Timestamp.from(now))
            .param("before", Timestamp.from(now.minus(USED_EVERY)))
            .query((row, n) ->
                new Found(
                    new Holder(row.getLong("id"), row.getString("email"), roles(row), scopes(row)),
                    row.getBoolean("unused")))
            .optional();
    found
        .filter(Found::unused)
        .ifPresent(one ->
            jdbc.sql("update access.token set used_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", one.holder().token())
                .update());
    return found.map(Found::holder);
  }

  /// The tokens of an account, newest first.
  List<ApiToken> of(String account) {
    return jdbc.sql(
            """
            select t.id, t.name, t.scopes, t.made_at, t.ends_at, t.used_at, t.revoked_at
              from access.token t
              join access.account a on a.id = t.account_id
             where a.email = :account
             order by t.id desc
            """)
        .param("account", account)
        .query((row, n) ->
            new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                scopes(row),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("used_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getTimestamp("revoked_at")).map(Timestamp::toInstant)))
        .list();
  }

  /// Ends a token of an account; one that was ended stays so.
  ///
  /// @return whether the account has this token
  @Transactional
  boolean revoke(String account, long id) {
    Optional<String> name =
        jdbc.sql(
                """
                select t.name
                  from access.token t
                  join access.account a on a.id = t.account_id
                 where a.email = :account
                   and t.id = :id
                """)
            .param("account", account)
            .param("id", id)
            .query(String.class)
            .optional();
    if (name.isPresent() && end("id = :id", id) > 0) {
      audit.change("token", "%s, “%s”, revoked".formatted(account, name.get()));
    }
    return name.isPresent();
  }

  /// Ends every token of an account.
  ///
  /// @return how many ended
  @Transactional
  int revokeAll(String account, long accountId) {
    int ended = end("account_id = :id", accountId);
    if (ended > 0) {
      audit.change("token", "%s, all revoked".formatted(account));
    }
    return ended;
  }

  private int end(String which, long id) {
    return jdbc.sql(
            "update access.token set revoked_at = :now where revoked_at is null and " + which)
        .param("now", Timestamp.from(clock.instant()))
        .param("id", id)
        .update();
  }

  private static Set<Role> roles(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("roles").getArray())
        .map(Role::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }

  /// A scope that this version does not know opens nothing.
  private static Set<Scope> scopes(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("scopes").getArray())
        .flatMap(code -> Scope.of(code).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }
}
