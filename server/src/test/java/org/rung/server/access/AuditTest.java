package org.rung.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The audit as an administrator reads it.
@RungTest
@TestPropertySource(properties = "rung.test=access")
class AuditTest {
  private static final Pattern ROW = Pattern.compile("data-label=\"Which\">([^<]*)<");

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  private Visitor admin;

  @BeforeEach
  void entries() {
    jdbc.sql("truncate access.account, access.audit, access.attempt, access.session cascade")
        .update();
    jdbc.sql(
            """
            insert into access.account (email, name, password_hash, roles)
            values ('ada@example.org', 'Ada', '{noop}secret-for-the-test', array['ADMIN'])
            """)
        .update();
    // 120 reads of March 2 at noon to 2 pm and 3 changes of March 3, in the server's time zone.
    jdbc.sql(
            """
            insert into access.audit (at, who, deed, what, subject)
            select '2026-03-02 12:00'::timestamp at time zone :zone + i * interval '1 minute',
                   case when i % 3 = 0 then 'pat@example.org' else 'finley@example.org' end,
                   'read', case when i % 2 = 0 then 'people' else 'plan' end, 'row ' || i
              from generate_series(1, 120) i
             union all
            select '2026-03-03 00:00'::timestamp at time zone :zone + i * interval '1 second',
                   'pat@example.org', 'change', 'account', '=formula ' || i
              from generate_series(0, 2) i
            """)
        .param("zone", java.time.ZoneId.systemDefault().getId())
        .update();
    admin = new Visitor(port);
    admin.send(
        "/sign-in",
        "/sign-in",
        Map.of("email", "ada@example.org", "password", "secret-for-the-test"));
  }

  @Test
  void showsTheNewestFirstPageByPage() {
    assertThat(admin.page("/audit"))
        .contains("123 reads and changes of personal data", "Page 1 of 3", "123 of 123");
    assertThat(rows("/audit"))
        .hasSize(50)
        .startsWith("=formula 2", "=formula 1", "=formula 0", "row 120");
    assertThat(rows("/audit?page=3")).hasSize(23).endsWith("row 2", "row 1");
    assertThat(rows("/audit?page=99")).describedAs("past the end is the last").hasSize(23);
  }

  @Test
  void findsByWhoDeedWhatWhichAndDay() {
    assertThat(admin.page("/audit?who=PAT")).contains("43 entries of 123 are as you asked");
    assertThat(admin.page("/audit?who=finley&what=plan")).contains("40 entries of 123");
    assertThat(rows("/audit?which=row+7")).contains("row 7", "row 70", "row 79").hasSize(11);
    assertThat(rows("/audit?deed=change"))
        .containsExactly("=formula 2", "=formula 1", "=formula 0");
    assertThat(rows("/audit?from=2026-03-03")).hasSize(3);
    assertThat(rows("/audit?to=2026-03-02&order=when&up=true")).startsWith("row 1", "row 2");
    assertThat(admin.page("/audit?from=2026-03-03&to=2026-03-02"))
        .contains("No entry is as you asked");
    assertThat(rows("/audit?which=100%25"))
        .describedAs("signs of a pattern are letters here")
        .isEmpty();
    assertThat(admin.page("/audit?from=yesterday&order=;drop&page=-3&deed=x"))
        .describedAs("what makes no sense counts as not given")
        .contains("123 of 123");
  }

  @Test
  void sortsByEveryColumnBothWays() {
    for (AuditFilter.Order order : AuditFilter.Order.values()) {
      String up = admin.page("/audit?order=" + order.key() + "&up=true");
      assertThat(up).contains("aria-sort=\"ascending\"");
      assertThat(admin.page("/audit?order=" + order.key())).contains("aria-sort=\"descending\"");
    }
    assertThat(rows("/audit?order=which&up=true")).startsWith("=formula 0", "=formula 1");
    assertThat(rows("/audit?order=who")).startsWith("=formula 2");
  }

  @Test
  void goesOutAsAFileWithoutFormulasAndNotesIt() {
    HttpResponse<String> csv = admin.open("/audit.csv?deed=change");
    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(csv.body().lines().toList())
        .hasSize(4)
        .startsWith("when,who,deed,what,which")
        .allMatch(line -> !line.contains(",="))
        .element(1)
        .asString()
        .endsWith(",pat@example.org,change,account,'=formula 2");
    assertThat(admin.open("/audit.csv").body().lines()).hasSize(126);
    assertThat(
            jdbc.sql("select count(*) from access.audit where what = 'audit'")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  private List<String> rows(String path) {
    return ROW.matcher(admin.page(path)).results().map(found -> found.group(1)).toList();
  }
}
