package org.rung.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.rung.server.api.Scope;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The employer of [ManyPeople] behind the API: callers of every kind, and the database.
public final class ApiWorld {
  private final ApplicationContext context;
  private final int port;
  private final ApiDocument document;
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  /// Loads the employer unless it is there.
  ///
  /// @param document as it was served
  public ApiWorld(ApplicationContext context, int port, ApiDocument document) {
    this.context = context;
    this.port = port;
    this.document = document;
    ManyPeople.load(jdbc(), bean(TransactionTemplate.class), 600);
  }

  public JdbcClient jdbc() {
    return bean(JdbcClient.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public ApiDocument document() {
    return document;
  }

  /// What was asked and answered so far.
  public Set<String> seen() {
    return seen;
  }

  /// A planner with a token of every scope; there are several: `pat`, `quinn` …
  public ApiCaller planner(String name) {
    return caller(name + "@example.org", "PLANNER", "", "");
  }

  /// The person with the number n of [ManyPeople].
  public ApiCaller employee(int n) {
    return caller("m%d@example.org".formatted(n), "EMPLOYEE", "M-" + n, "");
  }

  /// A manager of a department.
  public ApiCaller manager(String department) {
    return caller(
        department.replace(' ', '-').toLowerCase(java.util.Locale.ROOT) + "@example.org",
        "MANAGER",
        "",
        department);
  }

  /// Somebody with one role and no person.
  public ApiCaller with(String role) {
    return caller(role.toLowerCase(java.util.Locale.ROOT) + "@example.org", role, "", "");
  }

  /// A planner whose token has these scopes alone.
  public ApiCaller scoped(Scope... scopes) {
    ManyPeople.account(jdbc(), "pat@example.org", "PLANNER", "", "");
    return new ApiCaller(
        port, document, Optional.of(token(jdbc(), "pat@example.org", List.of(scopes))), seen);
  }

  /// Somebody without a token.
  public ApiCaller nobody() {
    return new ApiCaller(port, document, Optional.empty(), seen);
  }

  /// Somebody with any token.
  public ApiCaller stranger(String token) {
    return new ApiCaller(port, document, Optional.of(token), seen);
  }

  private ApiCaller caller(String email, String role, String person, String department) {
    ManyPeople.account(jdbc(), email, role, person, department);
    return new ApiCaller(
        port, document, Optional.of(token(jdbc(), email, Arrays.asList(Scope.values()))), seen);
  }

  /// A token of an account that is there, written into the database.
  public static String token(JdbcClient jdbc, String email, List<Scope> scopes) {
    String token = "rung_test." + email + "." + scopes.hashCode();
    jdbc.sql(
            """
            insert into access.token (account_id, name, digest, scopes, made_at, ends_at)
            select id, 'test', :digest, :scopes, now(), now() + interval '1 day'
              from access.account
             where email = :email
                on conflict (digest) do nothing
            """)
        .param("digest", sha256(token))
        .param(
            "scopes",
            scopes.isEmpty()
                ? new String[] {"none"}
                : scopes.stream().map(Scope::code).toArray(String[]::new))
        .param("email", email)
        .update();
    return token;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
