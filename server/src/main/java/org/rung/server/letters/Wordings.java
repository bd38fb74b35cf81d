package org.rung.server.letters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The words of all kinds of letters: as shipped, until the employer changes them.
@Component
class Wordings {
  private static final String COLUMNS =
      """
      select id, kind, language, version, words, shipped, made_by, made_at
        from letters.wording
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final EmployerSettings employer;
  private final Map<String, LetterKind> kinds;

  Wordings(JdbcClient jdbc, Clock clock, EmployerSettings employer, List<LetterKind> kinds) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.employer = employer;
    this.kinds =
        kinds.stream()
            .collect(
                Collectors.toMap(
                    LetterKind::code,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalStateException(
                          "two kinds of letters are called “%s”".formatted(one.code()));
                    },
                    TreeMap::new));
  }

  List<LetterKind> kinds() {
    return List.copyOf(kinds.values());
  }

  /// @throws NotFound when there is no such kind
  LetterKind kind(String code) {
    return Optional.ofNullable(kinds.get(code))
        .orElseThrow(() -> new NotFound("There is no kind of letter “%s”.".formatted(code)));
  }

  /// What letters of a kind are called, also of a kind that is there no more.
  String title(String code) {
    return Optional.ofNullable(kinds.get(code)).map(LetterKind::title).orElse(code);
  }

  /// Whether the e-mail of a letter carries its PDF.
  boolean attached(String code) {
    return Optional.ofNullable(kinds.get(code)).map(LetterKind::attached).orElse(false);
  }

  /// The words in which a letter is written now. Shipped words become a version when they are first
  /// needed, and again when another release ships others and nobody changed them.
  Wording current(LetterKind kind) {
    for (int tries = 0; ; tries++) {
      Optional<Wording> newest = newest(kind.code());
      if (newest.isPresent()
          && (!newest.get().shipped() || newest.get().words().equals(kind.words()))) {
        return newest.get();
      }
      if (tries > 3) {
        throw new IllegalStateException(
            "the words of “%s” change all the time".formatted(kind.code()));
      }
      int version = newest.map(Wording::version).orElse(0);
      add(kind.code(), version + 1, kind.words(), true, "Rung");
    }
  }

  /// What was or would be used, without making a version of it.
  Wording shown(LetterKind kind) {
    return newest(kind.code())
        .filter(newest -> !newest.shipped() || newest.words().equals(kind.words()))
        .orElseGet(() ->
            new Wording(
                0,
                kind.code(),
                employer.manner().language(),
                newest(kind.code()).map(Wording::version).orElse(0),
                kind.words(),
                true,
                "Rung",
                clock.instant()));
  }

  /// Saves other words for letters from now on. The same words again are the same version.
  ///
  /// @param seen the version that was on the page, 0 when none was stored yet
  /// @throws Refused when the words do not fit the fields, or somebody else saved meanwhile
  void save(LetterKind kind, int seen, String given, String by) {
    String words = Words.seen(given).strip() + "\n";
    List<String> faults = Words.faults(words, kind.fields());
    if (!faults.isEmpty()) {
      throw new Refused(String.join(" ", faults));
    }
    Wording now = shown(kind);
    if (now.words().equals(words)) {
      return;
    }
    if (now.version() != seen
        || !add(kind.code(), seen + 1, words, words.equals(kind.words()), by)) {
      throw new Refused(
          "Somebody else saved other words of “%s” meanwhile. Nothing was saved. Open the page again and look at theirs first."
              .formatted(kind.title()));
    }
  }

  private boolean add(String kind, int version, String words, boolean shipped, String by) {
    return jdbc.sql(
                """
                insert into letters.wording (kind, language, version, words, shipped, made_by, made_at)
                values (:kind, :language, :version, :words, :shipped, :by, :at)
                    on conflict do nothing
                """)
            .param("kind", kind)
            .param("language", employer.manner().language())
            .param("version", version)
            .param("words", words)
            .param("shipped", shipped)
            .param("by", by)
            .param("at", Timestamp.from(clock.instant()))
            .update()
        > 0;
  }

  private Optional<Wording> newest(String kind) {
    return jdbc.sql(
            COLUMNS
                + """
                 where kind = :kind
                   and language = :language
                 order by version desc
                 limit 1
                """)
        .param("kind", kind)
        .param("language", employer.manner().language())
        .query(Wordings::wording)
        .optional();
  }

  /// All versions of a kind, the newest first.
  List<Wording> versions(String kind) {
    return jdbc.sql(COLUMNS + " where kind = :kind and language = :language order by version desc")
        .param("kind", kind)
        .param("language", employer.manner().language())
        .query(Wordings::wording)
        .list();
  }

  private static Wording wording(ResultSet row, int n) throws SQLException {
    return new Wording(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("language"),
        row.getInt("version"),
        row.getString("words"),
        row.getBoolean("shipped"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant());
  }
}
