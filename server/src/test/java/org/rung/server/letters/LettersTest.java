package org.rung.server.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rung.server.ManyPeople;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Letters on a real database, handed to a real mail server.
@RungTest
@TestPropertySource(properties = "rung.test=my-path")
class LettersTest {
  private static final String FROM = "Lernen bei Müller <learning@example.org>";
  private static long next = 9_500_000;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private Wordings wordings;
  @Autowired private EmployerSettings employer;
  @Autowired private LetterPdf pdf;
  @Autowired private LetterMail mail;
  @Autowired private Outbox outbox;
  @Autowired private Clock clock;

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });
  private final Bell bell = new Bell();
  private final long person = next++;
  private final String email = "l%d@example.org".formatted(person);

  @BeforeEach
  void start() {
    server.start();
    ManyPeople.account(jdbc, email, "EMPLOYEE", "L-" + person, "");
  }

  @AfterEach
  void stop() {
    server.stop();
    // What a test left does not go out in the next.
    jdbc.sql(
            "update letters.delivery set state = 'unsent', settled_at = now() where state = 'waiting'")
        .update();
  }

  private MailSettings smtp() {
    return new MailSettings("smtp://127.0.0.1:" + server.getSmtp().getPort(), FROM);
  }

  private Letters letters(MailSettings settings) {
    return new Letters(jdbc, wordings, employer, settings, pdf, bell, clock);
  }

  private Letter letter(String key, Reader reader, String by) {
    return new Letter(
        key + " " + person,
        LettersConfiguration.TRIAL,
        reader,
        "trial",
        "/my/offers/17",
        Map.of(LettersConfiguration.SENT_BY, new Value.Words(by)),
        "test");
  }

  private Letter letter(String key) {
    return letter(key, new Reader.Person(person, "L-" + person), "Ada");
  }

  private long send(MailSettings settings, Letter letter) {
    Long number = transaction.execute(status -> letters(settings).send(letter));
    return java.util.Objects.requireNonNull(number);
  }

  private Sender sender(MailSettings settings) {
    Sender sender = new Sender(outbox, letters(settings), mail, settings, bell, false);
    sender.ready();
    return sender;
  }

  /// Hands over all that is due.
  private void handOver(MailSettings settings) {
    Sender sender = sender(settings);
    while (sender.handOver()) {
      // The next handful.
    }
  }

  private Delivery delivery(long letter) {
    return letters(smtp()).find(letter).orElseThrow().letter().delivery();
  }

  private List<MimeMessage> received() {
    return Arrays.asList(server.getReceivedMessages());
  }

  private static String part(Part part, String type) throws Exception {
    if (part.isMimeType(type)) {
      return String.valueOf(part.getContent());
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        String found = part(parts.getBodyPart(i), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  // ---- writing

  @Test
  void nothingIsSentWhenTheTransactionIsNotKept() {
    transaction.executeWithoutResult(status -> {
      letters(smtp()).send(letter("a"));
      status.setRollbackOnly();
    });
    handOver(smtp());
    assertThat(received()).isEmpty();
    assertThat(letters(smtp()).to(Optional.of("L-" + person), "")).isEmpty();
    assertThatThrownBy(() -> letters(smtp()).send(letter("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction");
  }

  @Test
  void theSameKeyIsTheSameLetterAlsoAtTheSameTimeAndNeverAnother() throws Exception {
    List<Callable<Long>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(() -> send(smtp(), letter("a")));
    }
    long number = -1;
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (Future<Long> written : pool.invokeAll(writers)) {
        number = number < 0 ? written.get() : number;
        assertThat(written.get()).isEqualTo(number);
      }
    }
    handOver(smtp());
    assertThat(received()).hasSize(1);
    assertThat(send(smtp(), letter("a"))).isEqualTo(number);
    assertThatThrownBy(
            () -> send(smtp(), letter("a", new Reader.Person(person, "L-" + person), "Bob")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("letter " + number);
  }

  @Test
  void refusesFieldsThatDoNotFitTheKind() {
    Letter wrong =
        new Letter(
            "x",
            "trial",
            new Reader.Mailbox("x", "x@example.org"),
            "",
            "",
            Map.of("day", new Value.Count(1)),
            "test");
    assertThatThrownBy(() -> send(smtp(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no “sent by”, has “day”, which the kind has not");
  }

  @Test
  void aLetterKeepsTheWordsItWasWrittenIn() {
    long before = send(smtp(), letter("a"));
    LetterKind trial = wordings.kind("trial");
    Wording now = wordings.shown(trial);
    wordings.save(trial, now.version(), "Subject: Other words\n\nBy {sent by}.", "test");
    long after = send(smtp(), letter("b"));
    assertThatThrownBy(() ->
            wordings.save(trial, now.version(), "Subject: Third words\n\nBy {sent by}.", "test"))
        .hasMessageContaining("Somebody else saved");
    wordings.save(trial, now.version() + 1, trial.words(), "test");
    assertThat(wordings.shown(trial).shipped()).isTrue();
    assertThat(letters(smtp()).find(before).orElseThrow().letter().subject())
        .isEqualTo("A trial letter");
    assertThat(letters(smtp()).find(after).orElseThrow().letter().subject())
        .isEqualTo("Other words");
  }

  // ---- e-mail

  @Test
  void aLetterIsAMailOfTextAndHtmlWithItsPdf() throws Exception {
    long number = send(smtp(), letter("a", new Reader.Person(person, "L-" + person), "Zoë <b>"));
    handOver(smtp());
    MimeMessage got = received().getFirst();
    assertThat(got.getSubject()).isEqualTo("A trial letter");
    assertThat(got.getAllRecipients()).extracting(Object::toString).containsExactly(email);
    assertThat(got.getHeader("From")[0])
        .matches("=\\?UTF-8\\?Q\\?Lernen_bei_M=C3=BCller\\?= <learning@example.org>");
    assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(got.getHeader("Message-ID")[0]).matches("<letter\\.[0-9a-f-]{36}@example\\.org>");
    assertThat(part(got, "text/plain"))
        .contains("Hello " + email, "Zoë <b> asked", "/my/offers/17")
        .doesNotContain("{");
    assertThat(part(got, "text/html")).contains("<html lang=\"en\">", "Zoë &lt;b&gt; asked");
    assertThat(GreenMailUtil.getWholeMessage(got)).contains("letter-%d.pdf".formatted(number));
    assertThat(delivery(number).state()).isEqualTo(Delivery.State.SENT);
    assertThat(delivery(number).answer()).startsWith("250");
  }

  @Test
  void noFieldBecomesAHeaderOrAnotherReader() throws Exception {
    LetterKind trial = wordings.kind("trial");
    int version = wordings.shown(trial).version();
    wordings.save(trial, version, "Subject: From {sent by} to {reader}\n\nHello.", "test");
    Letter sly =
        letter(
            "sly",
            new Reader.Mailbox(
                "Eve\r\nBcc: victim@example.org", "eve%d@example.org".formatted(person)),
            "Ada\nContent-Type: text/html\r\n\r\n<script>");
    send(smtp(), sly);
    long broken =
        send(
            smtp(),
            letter(
                "broken", new Reader.Mailbox("Eve", "eve@example.org, victim@example.org"), "Ada"));
    long header =
        send(
            smtp(),
            letter(
                "header",
                new Reader.Mailbox("Eve", "eve@example.org\r\nBcc: victim@example.org"),
                "Ada"));
    wordings.save(trial, wordings.shown(trial).version(), trial.words(), "test");
    handOver(smtp());
    MimeMessage got = received().getFirst();
    assertThat(received()).hasSize(1);
    assertThat(got.getRecipients(Message.RecipientType.BCC)).isNull();
    assertThat(got.getSubject())
        .isEqualTo("From Ada Content-Type: text/html <script> to Eve Bcc: victim@example.org");
    assertThat(got.getContentType()).startsWith("multipart/mixed");
    assertThat(delivery(broken).state()).isEqualTo(Delivery.State.FAILED);
    assertThat(delivery(header).state()).isEqualTo(Delivery.State.FAILED);
  }

  @Test
  void whoHasNoAccountReadsThePageAlone() {
    long number = send(smtp(), letter("a", new Reader.Person(1, "L-nobody"), "Ada"));
    handOver(smtp());
    assertThat(received()).isEmpty();
    assertThat(delivery(number).state()).isEqualTo(Delivery.State.UNSENT);
    assertThat(delivery(number).answer()).contains("No account is this person");
  }

  @Test
  void withoutAMailServerThePageSaysSoAndNothingGoesOutLater() {
    long number = send(new MailSettings("", ""), letter("a"));
    assertThat(delivery(number).state()).isEqualTo(Delivery.State.UNSENT);
    assertThat(delivery(number).answer()).isEqualTo(MailSettings.NONE);
    handOver(smtp());
    assertThat(received()).isEmpty();
    assertThat(outbox.again(number)).isTrue();
    handOver(smtp());
    assertThat(received()).hasSize(1);
  }

  @Test
  void whatIsRefusedForGoodFailsAndWhatIsRefusedForNowWaits() throws Exception {
    try (ScriptedMailServer refuses = new ScriptedMailServer()) {
      MailSettings settings = new MailSettings("smtp://127.0.0.1:" + refuses.port(), FROM);
      long gone =
          send(settings, letter("gone", new Reader.Mailbox("x", "gone@example.org"), "Ada"));
      long busy =
          send(settings, letter("busy", new Reader.Mailbox("x", "busy@example.org"), "Ada"));
      long fine =
          send(settings, letter("fine", new Reader.Mailbox("x", "fine@example.org"), "Ada"));
      handOver(settings);
      assertThat(refuses.taken()).containsExactly("fine@example.org");
      assertThat(delivery(fine).answer()).isEqualTo("250 taken as 4711");
      assertThat(delivery(gone).state()).isEqualTo(Delivery.State.FAILED);
      assertThat(delivery(gone).answer()).contains("550 5.1.1 nobody of this name");
      assertThat(delivery(busy).state()).isEqualTo(Delivery.State.WAITING);
      assertThat(delivery(busy).answer()).contains("451 4.3.0 come later");
      assertThat(delivery(busy).nextAt()).isAfter(Instant.now().plusSeconds(30));
      assertThat(outbox.allAgain()).isPositive();
      assertThat(delivery(gone).state()).isEqualTo(Delivery.State.WAITING);
    }
  }

  @Test
  void aServerThatIsAwayIsTriedEverLessOftenForThreeDays() {
    long number = send(smtp(), letter("a"));
    MailSettings nobody = new MailSettings("smtp://127.0.0.1:1", FROM);
    long waited = 0;
    for (int attempt = 1; attempt < Outbox.MOST_ATTEMPTS; attempt++) {
      handOver(nobody);
      assertThat(delivery(number).attempts()).isEqualTo(attempt);
      assertThat(delivery(number).state()).isEqualTo(Delivery.State.WAITING);
      waited += Outbox.waitAfter(attempt).toSeconds();
      outbox.now(number);
    }
    handOver(nobody);
    assertThat(delivery(number).state()).isEqualTo(Delivery.State.FAILED);
    assertThat(waited).isBetween(66 * 3_600L, 78 * 3_600L);
    assertThat(outbox.again(number)).isTrue();
    handOver(smtp());
    assertThat(delivery(number).state()).isEqualTo(Delivery.State.SENT);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() {
    MailSettings unknown =
        new MailSettings("smtps://127.0.0.1:" + server.getSmtps().getPort(), FROM);
    long number = send(unknown, letter("a"));
    handOver(unknown);
    assertThat(received()).isEmpty();
    assertThat(delivery(number).state()).isEqualTo(Delivery.State.WAITING);
    assertThat(delivery(number).answer()).containsIgnoringCase("certificat");
  }

  @Test
  void aKilledServersLetterIsHandedOverAgainAsTheSameMessage() throws Exception {
    long number = send(smtp(), letter("a"));
    handOver(smtp());
    // As if the server had been killed between the handing over and the note of it.
    jdbc.sql(
            """
            update letters.delivery
               set state = 'waiting', settled_at = null, held_until = now() + interval '5 minutes'
             where letter_id = :letter
            """)
        .param("letter", number)
        .update();
    handOver(smtp());
    assertThat(received()).as("somebody may still have it in hand").hasSize(1);
    jdbc.sql(
            "update letters.delivery set held_until = now() - interval '1 second' where letter_id = :letter")
        .param("letter", number)
        .update();
    handOver(smtp());
    assertThat(received()).hasSize(2);
    assertThat(received().get(1).getMessageID()).isEqualTo(received().get(0).getMessageID());
    assertThat(received().get(1).getSentDate()).isEqualTo(received().get(0).getSentDate());
  }

  @Test
  void twoServersHandOverEachLetterOnce() throws Exception {
    List<Letter> many = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      many.add(letter("many " + i, new Reader.Mailbox("x", "x%d@example.org".formatted(i)), "Ada"));
    }
    transaction.executeWithoutResult(status -> letters(smtp()).send(many));
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Callable<Void>> servers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        servers.add(() -> {
          handOver(smtp());
          return null;
        });
      }
      for (Future<Void> done : pool.invokeAll(servers)) {
        done.get();
      }
    }
    Map<String, Integer> copies = new HashMap<>();
    for (MimeMessage got : received()) {
      copies.merge(got.getAllRecipients()[0].toString(), 1, Integer::sum);
    }
    assertThat(copies).hasSize(45).allSatisfy((to, count) -> assertThat(count).isEqualTo(1));
  }

  // ---- paper, erasure, settings

  @Test
  void thePdfHoldsTheWordsAndTellsItsTitleAndLanguage() throws Exception {
    long number =
        send(
            smtp(),
            letter("a", new Reader.Person(person, "L-" + person), "Zoë Łukasz Müßig & <Söhne>"));
    byte[] bytes = letters(smtp()).pdf(number).orElseThrow();
    try (PDDocument paper = Loader.loadPDF(bytes)) {
      assertThat(new PDFTextStripper().getText(paper).replaceAll("\\s+", " "))
          .contains("A trial letter", "Zoë Łukasz Müßig & <Söhne> asked", "/my/offers/17");
      assertThat(paper.getDocumentInformation().getTitle()).isEqualTo("A trial letter");
      assertThat(paper.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(paper.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(
              new String(
                  new ByteArrayInputStream(paper.getDocumentCatalog().getMetadata().toByteArray())
                      .readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8))
          .contains("pdfaid:part", "pdfuaid:part");
      paper
          .getPage(0)
          .getResources()
          .getFontNames()
          .forEach(name -> assertThat(font(paper, name).isEmbedded()).as(name.getName()).isTrue());
    }
  }

  private static org.apache.pdfbox.pdmodel.font.PDFont font(
      PDDocument paper, org.apache.pdfbox.cos.COSName name) {
    try {
      return paper.getPage(0).getResources().getFont(name);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsErasedIsGoneAndThatThereWasALetterStays() {
    long number = send(smtp(), letter("a"));
    Letters letters = letters(smtp());
    assertThat(Letters.erasable(jdbc, person)).isEqualTo(1);
    assertThat(Letters.erase(jdbc, person, Instant.now())).isEqualTo(1);
    assertThat(Letters.erasable(jdbc, person)).isZero();
    assertThat(Letters.erase(jdbc, person, Instant.now())).isZero();
    LetterText text = letters.find(number).orElseThrow();
    assertThat(text.written()).isEmpty();
    assertThat(text.letter().title()).isEqualTo("Trial letter");
    assertThat(letters.pdf(number)).isEmpty();
    handOver(smtp());
    assertThat(received()).isEmpty();
    assertThat(outbox.again(number)).isFalse();
    assertThat(send(smtp(), letter("a"))).isEqualTo(number);
    assertThatThrownBy(() ->
            jdbc.sql("update letters.letter set about = 'x' where id = :id")
                .param("id", number)
                .update())
        .hasMessageContaining("never changes");
    assertThatThrownBy(() ->
            jdbc.sql("delete from letters.letter where id = :id").param("id", number).update())
        .hasMessageContaining("never deleted");
  }

  @Test
  void settingsAreReadOrSayWhatToGive() {
    MailSettings.Server given =
        new MailSettings("smtps://u%40x:p%3Ass@mail.example.org", FROM).server().orElseThrow();
    assertThat(given.user()).isEqualTo("u@x");
    assertThat(given.password()).isEqualTo("p:ss");
    assertThat(given.port()).isEqualTo(465);
    assertThat(given.toString()).isEqualTo("smtps://mail.example.org:465");
    MailSettings.Server elsewhere =
        new MailSettings("smtp://u:p@192.0.2.1", FROM).server().orElseThrow();
    assertThat(elsewhere.properties())
        .as("no password goes to another machine without TLS")
        .containsEntry("mail.smtp.starttls.required", "true")
        .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    assertThat(
            new MailSettings("smtp://192.0.2.1:25?tls=no", FROM)
                .server()
                .orElseThrow()
                .properties())
        .containsEntry("mail.smtp.starttls.enable", "false");
    assertThatThrownBy(() -> new MailSettings("smtp://u:secret@192.0.2.1?tls=no", FROM))
        .hasMessageContaining("by TLS alone")
        .hasMessageNotContaining("secret");
    for (String wrong :
        List.of(
            "mail.example.org",
            "smtp://x?tls=perhaps",
            "http://x",
            "smtp://",
            "smtp://a b:secret@x")) {
      assertThatThrownBy(() -> new MailSettings(wrong, FROM))
          .hasMessageContaining("RUNG_SMTP_URL")
          .hasMessageNotContaining("secret");
    }
    for (String wrong : List.of("", "nobody", "a@example.org, b@example.org", "a@x\r\nBcc: b@x")) {
      assertThatThrownBy(() -> new MailSettings("smtp://x", wrong))
          .hasMessageContaining("RUNG_MAIL_FROM");
    }
  }
}
