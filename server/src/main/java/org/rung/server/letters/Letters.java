package org.rung.server.letters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rung.server.access.Viewer;
import org.rung.server.database.TextArray;
import org.rung.server.pages.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Letters: written in the transaction of the caller, handed to the mail server afterwards, read as
/// a page and as PDF for good.
@Component
public class Letters {
  private static final String SHIPPED_LANGUAGE = "en";

  private static final String SELECT =
      """
      select l.id, l.kind, l.person_id, l.person_name, l.mailbox, l.about, l.link, l.fields, l.zone,
             l.message, l.written_at, w.words, w.language, w.shipped,
             d.state, d.attempts, d.next_at, d.answer, d.settled_at,
             coalesce(l.mailbox, (select a.email
                                    from access.account a
                                   where a.employer_id = l.person_name)) as goes_to
        from letters.letter l
        join letters.wording w on w.id = l.wording_id
        join letters.delivery d on d.letter_id = l.id
      """;

  private final JdbcClient jdbc;
  private final Wordings wordings;
  private final EmployerSettings employer;
  private final MailSettings mail;
  private final LetterPdf pdf;
  private final Bell bell;
  private final Clock clock;

  Letters(
      JdbcClient jdbc,
      Wordings wordings,
      EmployerSettings employer,
      MailSettings mail,
      LetterPdf pdf,
      Bell bell,
      Clock clock) {
    this.jdbc = jdbc;
    this.wordings = wordings;
    this.employer = employer;
    this.mail = mail;
    this.pdf = pdf;
    this.bell = bell;
    this.clock = clock;
  }

  // ---- sending

  /// Sends a letter, if the transaction of the caller is kept. The same letter with the same key
  /// again is the same letter and is not sent twice.
  ///
  /// @return its number, which stands in the address `/my/letters/{number}`
  /// @throws IllegalArgumentException when the fields do not fit the kind
  /// @throws IllegalStateException when the key belongs to another letter, or outside a transaction
  public long send(Letter letter) {
    return send(List.of(letter)).getFirst();
  }

  /// Sends several letters at once.
  ///
  /// @return their numbers, in the order of the letters
  /// @throws IllegalArgumentException when the fields of one do not fit its kind
  /// @throws IllegalStateException when a key belongs to another letter, or outside a transaction
  public List<Long> send(List<Letter> letters) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "A letter is sent in the transaction of what it is about, and there is none");
    }
    Map<String, Wording> words = new HashMap<>();
    Map<String, String> names = names(letters);
    List<Long> numbers = new ArrayList<>();
    for (Letter letter : letters) {
      LetterKind kind = wordings.kind(letter.kind());
      List<String> faults = kind.faults(letter);
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            "letter “%s” %s".formatted(letter.kind(), String.join(", ", faults)));
      }
      Wording wording = words.computeIfAbsent(kind.code(), code -> wordings.current(kind));
      numbers.add(write(letter, wording, reader(letter, names)));
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bell.ring();
          }
        });
    return numbers;
  }

  /// What accounts call the persons among the readers, by the employer's id.
  private Map<String, String> names(List<Letter> letters) {
    List<String> persons =
        letters.stream()
            .filter(letter -> letter.reader() instanceof Reader.Person)
            .map(letter -> ((Reader.Person) letter.reader()).employerId())
            .distinct()
            .toList();
    return jdbc
        .sql(
            """
            select employer_id, name
              from access.account
             where employer_id = any(:persons::text[])
            """)
        .param("persons", TextArray.of(persons))
        .query((row, n) -> Map.entry(row.getString("employer_id"), row.getString("name")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String reader(Letter letter, Map<String, String> names) {
    return switch (letter.reader()) {
      case Reader.Person person -> names.getOrDefault(person.employerId(), person.employerId());
      case Reader.Mailbox mailbox -> mailbox.name();
    };
  }

  private long write(Letter letter, Wording wording, String reader) {
    Instant now = clock.instant();
    Map<String, Value> fields = new LinkedHashMap<>(letter.fields());
    fields.put(LetterKind.READER, new Value.Words(reader));
    fields.put(LetterKind.EMPLOYER, new Value.Words(employer.name()));
    fields.put(LetterKind.TODAY, new Value.Day(LocalDate.ofInstant(now, employer.manner().zone())));
    Reader.Person person = letter.reader() instanceof Reader.Person given ? given : null;
    Optional<Long> written =
        jdbc.sql(
                """
                insert into letters.letter
                       (request_key, kind, wording_id, person_id, person_name, mailbox, about, link,
                        fields, zone, written_by, written_at)
                values (:key, :kind, :wording, :person, :name, :mailbox, :about, :link,
                        :fields::jsonb, :zone, :by, :at)
                    on conflict (request_key) do nothing
                returning id
                """)
            .param("key", letter.requestKey())
            .param("kind", letter.kind())
            .param("wording", wording.id())
            .param("person", person == null ? null : person.person())
            .param("name", person == null ? null : person.employerId())
            .param(
                "mailbox",
                letter.reader() instanceof Reader.Mailbox mailbox ? mailbox.email() : null)
            .param("about", letter.about())
            .param("link", letter.link())
            .param("fields", FieldValues.json(fields))
            .param("zone", employer.manner().zone().getId())
            .param("by", letter.by())
            .param("at", Timestamp.from(now))
            .query(Long.class)
            .optional();
    if (written.isEmpty()) {
      return before(letter);
    }
    boolean sends = mail.given();
    jdbc.sql(
            """
            insert into letters.delivery (letter_id, state, next_at, answer, settled_at)
            values (:letter, :state, :now, :answer, :settled)
            """)
        .param("letter", written.get())
        .param("state", (sends ? Delivery.State.WAITING : Delivery.State.UNSENT).code())
        .param("now", Timestamp.from(now))
        .param("answer", sends ? "" : MailSettings.NONE)
        .param("settled", sends ? null : Timestamp.from(now))
        .update();
    return written.get();
  }

  /// The letter that was written with the same key. What it was filled with by itself, such as the
  /// day, may differ.
  private long before(Letter letter) {
    record Before(long id, boolean same) {}
    Before before =
        jdbc.sql(
                """
                select id,
                       kind = :kind
                       and person_name is not distinct from :name
                       and (erased_at is not null
                            or (mailbox is not distinct from :mailbox
                                and about = :about
                                and link = :link
                                and fields - array['reader', 'employer', 'today'] = :fields::jsonb)) as same
                  from letters.letter
                 where request_key = :key
                """)
            .param("key", letter.requestKey())
            .param("kind", letter.kind())
            .param(
                "name",
                letter.reader() instanceof Reader.Person person ? person.employerId() : null)
            .param(
                "mailbox",
                letter.reader() instanceof Reader.Mailbox mailbox ? mailbox.email() : null)
            .param("about", letter.about())
            .param("link", letter.link())
            .param("fields", FieldValues.json(letter.fields()))
            .query((row, n) -> new Before(row.getLong("id"), row.getBoolean("same")))
            .single();
    if (!before.same()) {
      throw new IllegalStateException(
          "The key “%s” belongs to letter %d, which says something else"
              .formatted(letter.requestKey(), before.id()));
    }
    return before.id();
  }

  // ---- reading

  /// One letter to be read.
  public Optional<LetterText> find(long number) {
    return jdbc.sql(SELECT + " where l.id = :number")
        .param("number", number)
        .query(this::text)
        .optional();
  }

  /// The letters to a person and to an account, the newest first.
  ///
  /// @param employerId the person's id in the employer's files, if the reader is a person
  /// @param email the reader's account, for letters to a mailbox
  public List<Sent> to(Optional<String> employerId, String email) {
    return jdbc.sql(
            SELECT
                + """
                 where l.person_name = :person
                    or lower(l.mailbox) = lower(:email)
                 order by l.id desc
                 limit 500
                """)
        .param("person", employerId.orElse(""))
        .param("email", email)
        .query((row, n) -> text(row, n).letter())
        .list();
  }

  /// One of the viewer's own letters.
  ///
  /// @throws NotFound when it is not the viewer's, which tells nothing of whose it is
  LetterText mine(long number, Viewer viewer) {
    return find(number)
        .filter(found ->
            found.letter().person().map(viewer::isPerson).orElse(false)
                || found
                    .letter()
                    .mailbox()
                    .map(box -> box.equalsIgnoreCase(viewer.account()))
                    .orElse(false))
        .orElseThrow(() -> new NotFound("There is no letter %d to you.".formatted(number)));
  }

  /// The newest letters below a number, at most so many.
  ///
  /// @param state those in this state; all without it
  List<Sent> before(long number, Optional<Delivery.State> state, int most) {
    return jdbc.sql(
            SELECT
                + """
                 where l.id < :number
                   and (:state = '' or d.state = :state)
                 order by l.id desc
                 limit :most
                """)
        .param("number", number)
        .param("state", state.map(Delivery.State::code).orElse(""))
        .param("most", most)
        .query((row, n) -> text(row, n).letter())
        .list();
  }

  /// A letter as PDF/A with its words, title and language marked.
  ///
  /// @return empty when there is no such letter, or what was personal in it has been erased
  public Optional<byte[]> pdf(long number) {
    return find(number).flatMap(this::pdf);
  }

  Optional<byte[]> pdf(LetterText text) {
    return text.written().map(written -> pdf.of(text, written));
  }

  /// How many letters to a person hold something that could be erased.
  ///
  /// @param person the person's id in `people`
  public static long erasable(JdbcClient jdbc, long person) {
    return jdbc.sql(
            "select count(*) from letters.letter where person_id = :person and erased_at is null")
        .param("person", person)
        .query(Long.class)
        .single();
  }

  /// Erases what is personal in the letters to a person: what filled the words, where they went and
  /// what the mail server said. That there was a letter of a kind on a day stays. One that waits is
  /// not sent any more.
  ///
  /// @param person the person's id in `people`
  /// @return how many letters
  public static int erase(JdbcClient jdbc, long person, Instant now) {
    jdbc.sql(
            """
            update letters.delivery d
               set answer = '', sent_to = null,
                   state = case state when 'waiting' then 'unsent' else state end,
                   settled_at = coalesce(settled_at, :now)
              from letters.letter l
             where l.id = d.letter_id
               and l.person_id = :person
            """)
        .param("person", person)
        .param("now", Timestamp.from(now))
        .update();
    return jdbc.sql(
            """
            update letters.letter
               set fields = null, erased_at = :now
             where person_id = :person
               and erased_at is null
            """)
        .param("person", person)
        .param("now", Timestamp.from(now))
        .update();
  }

  /// A letter on its way.
  ///
  /// @param email where it goes now; empty when no account is the person
  /// @param message of its Message-ID
  record Outgoing(LetterText text, Optional<String> email, String message) {}

  List<Outgoing> outgoing(List<Long> numbers) {
    return jdbc.sql(SELECT + " where l.id = any(:numbers::bigint[]) order by l.id")
        .param("numbers", TextArray.of(numbers.stream().map(String::valueOf).toList()))
        .query((row, n) ->
            new Outgoing(
                text(row, n),
                Optional.ofNullable(row.getString("goes_to")),
                row.getString("message")))
        .list();
  }

  private LetterText text(ResultSet row, int n) throws SQLException {
    long id = row.getLong("id");
    String link = row.getString("link");
    boolean person = row.getString("person_name") != null;
    Manner manner =
        new Manner(
            row.getBoolean("shipped") ? SHIPPED_LANGUAGE : row.getString("language"),
            ZoneId.of(row.getString("zone")));
    String fields = row.getString("fields");
    String words = row.getString("words");
    Optional<Written> written =
        Optional.ofNullable(fields)
            .map(kept ->
                Words.fill(
                    words,
                    FieldValues.of(kept),
                    manner,
                    employer.address() + (link.isEmpty() ? "/my/letters/" + id : link)));
    Timestamp settled = row.getTimestamp("settled_at");
    String kind = row.getString("kind");
    return new LetterText(
        new Sent(
            id,
            kind,
            wordings.title(kind),
            written.map(Written::subject).orElse(""),
            Optional.ofNullable(row.getString("person_name")),
            person ? Optional.empty() : Optional.ofNullable(row.getString("mailbox")),
            row.getString("about"),
            row.getTimestamp("written_at").toInstant(),
            new Delivery(
                Delivery.State.of(row.getString("state")),
                row.getInt("attempts"),
                row.getTimestamp("next_at").toInstant(),
                row.getString("answer"),
                Optional.ofNullable(settled).map(Timestamp::toInstant))),
        manner,
        written,
        link);
  }
}
