package org.rung.server.decisions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.rung.server.database.Copy;
import org.rung.server.pages.Formats;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The record of decisions about people. Nothing in it is ever changed or removed, which the
/// database keeps; a correction is a new decision. Texts lie under a key of their person, and each
/// decision is sealed within a moment after its transaction, see [Seals].
@Component
public class Decisions {
  private static final String SELECT =
      """
      select %s, %s
        from decisions.decision d
        join decisions.person_key k on k.id = d.key_id
      """
          .formatted(StoredDecision.COLUMNS, PersonKey.COLUMNS);

  private final JdbcClient jdbc;
  private final Copy copy;
  private final Keyring keys;
  private final SealBell bell;

  @Autowired
  Decisions(JdbcClient jdbc, Copy copy, Keyring keys, SealBell bell) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.keys = keys;
    this.bell = bell;
  }

  /// The record of a database without a server; the next server that starts on it seals what is
  /// written.
  ///
  /// @throws KeyMissing when these are other keys than those that the database was written with
  public static Decisions in(DataSource database, ServerKeys servers, Clock clock) {
    JdbcClient jdbc = JdbcClient.create(database);
    Copy copy = new Copy(database);
    return new Decisions(jdbc, copy, new Keyring(jdbc, copy, clock, servers), new SealBell());
  }

  /// Records decisions in the transaction of the caller, so that a decision and what it changes
  /// stand or fall together. Writers never wait for each other.
  ///
  /// @return their numbers, in their order
  public List<Long> record(List<Decision> decisions) {
    if (decisions.isEmpty()) {
      return List.of();
    }
    Aes aes = new Aes();
    Map<Long, Keyring.Numbered> open =
        keys.toWrite(aes, decisions.stream().map(Decision::person).collect(Collectors.toSet()));
    List<Long> numbers = keys.numbers("decisions.decision", decisions.size());
    copy.rows(
        StoredDecision.COPY,
        row -> {
          for (int i = 0; i < numbers.size(); i++) {
            Decision decision = decisions.get(i);
            Keyring.Numbered key = Optional.ofNullable(open.get(decision.person())).orElseThrow();
            StoredDecision.close(aes, key.secret(), numbers.get(i), key.id(), decision).to(row);
          }
        });
    bell.ringAfterCommit();
    return numbers;
  }

  /// Records one decision, in the transaction of the caller.
  ///
  /// @return its number
  public long record(Decision decision) {
    return record(List.of(decision)).getFirst();
  }

  /// Everything decided about one person, newest first.
  public List<Recorded> about(long person) {
    return read(
        jdbc.sql(SELECT + " where d.person_id = :person order by d.made_at desc, d.id desc")
            .param("person", person)
            .query((row, n) -> Lying.of(row))
            .list());
  }

  /// One decision by its number.
  public Optional<Recorded> find(long number) {
    return read(
            jdbc.sql(SELECT + " where d.id = :number")
                .param("number", number)
                .query((row, n) -> Lying.of(row))
                .list())
        .stream()
        .findFirst();
  }

  /// A row with its key.
  record Lying(StoredDecision row, PersonKey key) {
    static Lying of(ResultSet row) throws SQLException {
      return new Lying(StoredDecision.of(row), PersonKey.of(row));
    }
  }

  private List<Recorded> read(List<Lying> rows) {
    Aes aes = new Aes();
    Map<Long, Optional<javax.crypto.SecretKey>> secrets = new HashMap<>();
    List<Recorded> read = new ArrayList<>();
    for (Lying lying : rows) {
      StoredDecision row = lying.row();
      StoredDecision.Text text =
          lying
              .key()
              .erasedAt()
              .map(at ->
                  told(
                      "Erased on " + Formats.moment(at),
                      "What was decided and why was erased. That it was decided, by whom and when"
                          + " stays in the record."))
              .or(() ->
                  secrets
                      .computeIfAbsent(row.key(), id -> lying.key().secret(aes, keys.servers()))
                      .flatMap(secret -> row.open(aes, secret)))
              .orElseGet(() ->
                  told(
                      "This decision is not as it was written",
                      "Somebody changed it in the database, past the server. “rung audit decisions”"
                          + " says more."));
      read.add(
          new Recorded(
              row.id(),
              new Decision(
                  row.person(),
                  row.about(),
                  row.subject(),
                  text.outcome(),
                  text.reasons(),
                  text.used(),
                  row.basis(),
                  row.madeBy(),
                  row.madeAt()),
              lying.key().erasedAt()));
    }
    return read;
  }

  private static StoredDecision.Text told(String outcome, String reason) {
    return new StoredDecision.Text(outcome, List.of(reason), Map.of());
  }
}
