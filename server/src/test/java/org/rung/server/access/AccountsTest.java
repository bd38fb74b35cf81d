package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Accounts, the people they are and the teams they may see, over HTTP.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class AccountsTest {
  private static final String PASSWORD = "secret-for-the-test";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void accounts() {
    jdbc.sql("truncate access.account, access.audit, access.attempt, access.session cascade")
        .update();
    for (Role role : Role.values()) {
      jdbc.sql(
              """
              insert into access.account (email, name, password_hash, roles)
              values (:email, 'Test', :hash, array[:role])
              """)
          .param("email", email(role))
          .param("hash", "{noop}" + PASSWORD)
          .param("role", role.name())
          .update();
    }
    jdbc.sql(
            "insert into people.person (employer_id) values ('A-1'), ('A-2') on conflict do nothing")
        .update();
    jdbc.sql(
            "insert into people.department (name) values ('Water'), ('Fire') on conflict do nothing")
        .update();
  }

  @Test
  void leadsEachKindOfUserToAFirstPageOfTheirOwn() {
    for (Map.Entry<Role, String> start :
        Map.of(
                Role.PLANNER, "/",
                Role.FINANCE, "/",
                Role.ADMIN, "/",
                Role.MANAGER, "/team",
                Role.EMPLOYEE, "/my")
            .entrySet()) {
      Visitor visitor = new Visitor(port);
      assertThat(signIn(visitor, start.getKey()).uri().getPath())
          .describedAs(start.getKey().name())
          .isEqualTo(start.getValue());
      assertThat(visitor.open("/").uri().getPath())
          .describedAs(start.getKey().name())
          .isEqualTo(start.getValue());
    }
  }

  @Test
  void linksAnAccountToAPersonAndATeam() {
    Visitor admin = new Visitor(port);
    signIn(admin, Role.ADMIN);
    String page = "/accounts/" + id(Role.MANAGER);
    HttpResponse<String> refused =
        admin.send(
            page,
            page,
            Map.of(
                "version",
                "1",
                "name",
                "Max",
                "role",
                "MANAGER",
                "person",
                "A-9",
                "departments",
                "Water\nFires"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains(
            "The account was not changed",
            "Nobody with the id “A-9”",
            "No department is called “Fires”",
            "value=\"A-9\"");
    Map<String, String> form =
        Map.of(
            "version",
            "1",
            "name",
            "Max",
            "role",
            "MANAGER",
            "person",
            "A-1",
            "departments",
            "Water\nFire\n");
    assertThat(admin.send(page, page, form).body())
        .contains("Max", "data-label=\"Person\">A-1<", "Fire, Water");
    assertThat(admin.send(page, page, form).statusCode())
        .describedAs("the version that was read is old")
        .isEqualTo(422);
    assertThat(jdbc.sql("select department from access.team").query(String.class).list())
        .containsExactlyInAnyOrder("Fire", "Water");

    String other = "/accounts/" + id(Role.EMPLOYEE);
    assertThat(
            admin
                .send(
                    other,
                    other,
                    Map.of("version", "1", "name", "Em", "role", "EMPLOYEE", "person", "A-1"))
                .body())
        .contains("Another account is this person already");
    assertThat(
            jdbc.sql(
                    "select who || ' ' || what || ' ' || subject from access.audit where deed = 'change'")
                .query(String.class)
                .list())
        .containsExactly("admin@example.org account manager@example.org");
  }

  @Test
  void opensMyPathToWhoeverIsAPersonAndATeamToManagersAlone() {
    Visitor partner = new Visitor(port);
    signIn(partner, Role.PARTNER);
    assertThat(partner.open("/my").statusCode()).isEqualTo(403);
    jdbc.sql("update access.account set employer_id = 'A-2' where email = :email")
        .param("email", email(Role.PARTNER))
        .update();
    assertThat(partner.open("/my").statusCode())
        .describedAs("with the next click")
        .isNotEqualTo(403);
    for (Role role : List.of(Role.PLANNER, Role.FINANCE, Role.ADMIN, Role.EMPLOYEE, Role.PARTNER)) {
      Visitor visitor = new Visitor(port);
      signIn(visitor, role);
      assertThat(visitor.open("/team").statusCode()).describedAs(role.name()).isEqualTo(403);
    }
  }

  @Test
  void keepsOneAdministrator() {
    Visitor admin = new Visitor(port);
    signIn(admin, Role.ADMIN);
    String page = "/accounts/" + id(Role.ADMIN);
    assertThat(
            admin.send(page, page, Map.of("version", "1", "name", "Ada", "role", "PLANNER")).body())
        .contains("Nobody else administers");
    assertThat(admin.open("/accounts").statusCode()).isEqualTo(200);
  }

  private static String email(Role role) {
    return role.name().toLowerCase(Locale.ROOT) + "@example.org";
  }

  private long id(Role role) {
    return jdbc.sql("select id from access.account where email = :email")
        .param("email", email(role))
        .query(Long.class)
        .single();
  }

  private static HttpResponse<String> signIn(Visitor visitor, Role role) {
    return visitor.send("/sign-in", "/sign-in", Map.of("email", email(role), "password", PASSWORD));
  }
}
