package org.rung.server.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.rung.server.Visitor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Who reads which letters, sees which arrive, changes which words. No mail server is named here.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class LetterPagesTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Letters letters;
  @Autowired private Wordings wordings;

  private Visitor visitor(String email, String role, String person) {
    ManyPeople.account(jdbc, email, role, person, "");
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  private Visitor planner() {
    return visitor("quinn@example.org", "PLANNER", "");
  }

  private long send(String key, Reader reader) {
    Letter letter =
        new Letter(
            "pages " + key,
            LettersConfiguration.TRIAL,
            reader,
            "pages " + key,
            "/my",
            Map.of(LettersConfiguration.SENT_BY, new Value.Words("Ada <i>")),
            "test");
    return Objects.requireNonNull(transaction.execute(status -> letters.send(letter)));
  }

  private long noted(String subject) {
    return jdbc.sql(
            "select count(*) from access.audit where what = 'letters' and subject = :subject")
        .param("subject", subject)
        .query(Long.class)
        .single();
  }

  @Test
  void oneReadsTheOwnLettersAndNobodyElses() {
    long mine = send("own", new Reader.Person(9_700_001, "P-1"));
    long others = send("other", new Reader.Person(9_700_002, "P-2"));
    Visitor me = visitor("p1@example.org", "EMPLOYEE", "P-1");
    assertThat(me.page("/my/letters")).contains("pages own").doesNotContain("pages other");
    assertThat(me.page("/my/letters/" + mine))
        .contains(
            "Hello P-1,", "Ada &lt;i&gt; asked", "<a href=\"/my\">/my</a>", MailSettings.NONE);
    var pdf = me.open("/my/letters/%d/pdf".formatted(mine));
    assertThat(pdf.headers().firstValue("Content-Type").orElse("")).startsWith("application/pdf");
    assertThat(pdf.body()).startsWith("%PDF-1.");
    assertThat(me.open("/my/letters/" + others).statusCode()).isEqualTo(404);
    assertThat(me.open("/my/letters/%d/pdf".formatted(others)).statusCode()).isEqualTo(404);
    assertThat(me.open("/letters").statusCode()).isEqualTo(403);
    assertThat(me.open("/letters/" + mine).statusCode()).isEqualTo(403);
    assertThat(noted("letter %d to P-1".formatted(mine))).isEqualTo(2);
  }

  @Test
  void aPartnerReadsWhatWentToTheOwnMailbox() {
    long school = send("school", new Reader.Mailbox("Office of the school", "School@example.org"));
    Visitor partner = visitor("school@example.org", "PARTNER", "");
    assertThat(partner.page("/my/letters/" + school)).contains("Hello Office of the school,");
    assertThat(partner.page("/my/letters")).contains("pages school");
    assertThat(partner.open("/my").statusCode()).isEqualTo(403);
    assertThat(
            visitor("other-school@example.org", "PARTNER", "")
                .open("/my/letters/" + school)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void plannersReadLettersAndAdministratorsSeeOnlyWhetherTheyArrive() {
    long letter = send("read", new Reader.Person(9_700_003, "P-3"));
    assertThat(planner().page("/letters/" + letter)).contains("Hello P-3,");
    assertThat(noted("letter %d to P-3".formatted(letter))).isEqualTo(1);
    Visitor admin = visitor("letters-admin@example.org", "ADMIN", "");
    assertThat(admin.page("/letters"))
        .contains("Letters are read on their pages alone", "pages read", "RUNG_SMTP_URL")
        .doesNotContain("/letters/" + letter, "/letters/words");
    assertThat(admin.open("/letters/" + letter).statusCode()).isEqualTo(403);
    assertThat(admin.open("/letters/words").statusCode()).isEqualTo(403);
    var again = admin.send("/letters", "/letters/%d/again".formatted(letter), Map.of());
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("No mail server is named.");
    assertThat(planner().open("/letters/0").statusCode()).isEqualTo(404);
  }

  @Test
  void wordsAreTriedWithSamplesAndSavedWhenTheyFit() {
    String page = "/letters/words/trial";
    Visitor planner = planner();
    LetterKind trial = wordings.kind("trial");
    int version = wordings.shown(trial).version();
    String words = "Subject: Ours, {reader}\r\n\r\nAsked by {sent by} & us.\r\n";
    var tried =
        planner.send(
            page, page, Map.of("version", "" + version, "words", words, "deed", "preview"));
    assertThat(tried.body()).contains("Ours, Eli Moreau", "Asked by Ada Okafor &amp; us.");
    assertThat(wordings.shown(trial).version()).isEqualTo(version);
    var faulty =
        planner.send(
            page, page, Map.of("version", "" + version, "words", words.replace("sent", "send")));
    assertThat(faulty.statusCode()).isEqualTo(422);
    assertThat(faulty.body())
        .contains("Line 3 names {send by}, which is no field. Is it {sent by}?");
    assertThat(planner.send(page, page, Map.of("version", "" + version, "words", words)).body())
        .contains("words of your own");
    long letter = send("ours", new Reader.Person(9_700_004, "P-4"));
    assertThat(letters.find(letter).orElseThrow().letter().subject()).isEqualTo("Ours, P-4");
    var stale = planner.send(page, page, Map.of("version", "" + version, "words", words + "x"));
    assertThat(stale.statusCode()).isEqualTo(422);
    assertThat(stale.body()).contains("Somebody else saved other words");
    planner.send(
        page,
        page,
        Map.of("version", "" + wordings.shown(trial).version(), "words", trial.words()));
    assertThat(planner.page(page)).contains("the words as shipped");
  }
}
