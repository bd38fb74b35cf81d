package org.rung.server.decisions;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.rung.server.database.Copy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The keys of persons, and the one that signs seals, each under a key of the server.
@Component
class Keyring {
  private static final byte[] SEALS = new Hashes("rung seal key").sum();

  private static final int MANY = 1_000;
  private static final int FEW = 10_000;

  private final JdbcClient jdbc;
  private final Copy copy;
  private final Clock clock;
  private final ServerKeys servers;
  private final SecretKey seals;

  /// @throws KeyMissing when this server has another key than the one the database was written with
  @Autowired
  Keyring(
      JdbcClient jdbc,
      Copy copy,
      Clock clock,
      @Value("${rung.key}") String setting,
      @Value("${rung.data}") Path folder) {
    this(jdbc, copy, clock, atFirst(jdbc, setting, folder));
  }

  /// @param servers at least one key
  Keyring(JdbcClient jdbc, Copy copy, Clock clock, ServerKeys servers) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.clock = clock;
    this.servers = servers;
    if (signing(jdbc).isEmpty()) {
      Aes aes = new Aes();
      jdbc.sql(
              """
              insert into decisions.seal_key (wrapped, server)
              values (:wrapped, :server)
                  on conflict do nothing
              """)
          .param("wrapped", servers.wrap(aes, aes.random(Aes.KEY_BYTES), SEALS))
          .param("server", servers.name())
          .update();
    }
    // Another server may have been first: its key is the one.
    this.seals = signing(jdbc).orElseThrow().open(servers);
  }

  /// The key of a server is made where nothing was written under one yet, and only there.
  private static ServerKeys atFirst(JdbcClient jdbc, String setting, Path folder) {
    ServerKeys there = ServerKeys.in(setting, folder);
    if (there.none() && signing(jdbc).isEmpty()) {
      ServerKeys.write(folder, ServerKeys.made(), true);
      return ServerKeys.in(setting, folder);
    }
    return there;
  }

  /// The key that signs seals, as it lies in the table.
  record Signing(byte[] wrapped, String server) {
    SecretKey open(ServerKeys servers) {
      return servers
          .unwrap(new Aes(), server, wrapped, SEALS)
          .orElseThrow(() ->
              new KeyMissing(
                  "The key that signs seals of decisions does not open with the server key %s: somebody changed it in the database."
                      .formatted(server)));
    }

    byte[] wrapAnew(ServerKeys servers) {
      return servers.wrap(new Aes(), open(servers).getEncoded(), SEALS);
    }
  }

  static Optional<Signing> signing(JdbcClient jdbc) {
    return jdbc.sql("select wrapped, server from decisions.seal_key")
        .query((row, n) -> new Signing(row.getBytes("wrapped"), row.getString("server")))
        .optional();
  }

  ServerKeys servers() {
    return servers;
  }

  SecretKey seals() {
    return seals;
  }

  /// A key and its number.
  record Numbered(long id, SecretKey secret) {}

  /// The keys to write under, by person; makes those that are missing, in the transaction of the
  /// caller.
  Map<Long, Numbered> toWrite(Aes aes, Collection<Long> people) {
    SortedSet<Long> persons = new TreeSet<>(people);
    Map<Long, Numbered> keys = new HashMap<>();
    jdbc.sql(
            """
            select distinct on (k.person_id) %s
              from decisions.person_key k
             where k.person_id = any (:persons::bigint[])
               and k.wrapped is not null
             order by k.person_id, k.id desc
            """
                .formatted(PersonKey.COLUMNS))
        .param("persons", array(persons))
        .query((row, n) -> PersonKey.of(row))
        .list()
        .forEach(key ->
            key.secret(aes, servers)
                .ifPresent(secret -> keys.put(key.person(), new Numbered(key.id(), secret))));
    persons.removeAll(keys.keySet());
    if (!persons.isEmpty()) {
      make(aes, persons, keys);
    }
    return keys;
  }

  private void make(Aes aes, SortedSet<Long> persons, Map<Long, Numbered> keys) {
    List<Long> numbers = numbers("decisions.person_key", persons.size());
    String now = clock.instant().toString();
    copy.rows(
        "copy decisions.person_key (id, person_id, wrapped, server, made_at) from stdin",
        row -> {
          int next = 0;
          for (long person : persons) {
            long id = numbers.get(next++);
            byte[] key = aes.random(Aes.KEY_BYTES);
            row.number(id)
                .number(person)
                .text(StoredDecision.hex(servers.wrap(aes, key, PersonKey.words(id, person))))
                .text(servers.name())
                .text(now)
                .end();
            keys.put(person, new Numbered(id, Aes.key(key)));
          }
        });
    if (persons.size() >= MANY && knownRows() < FEW) {
      // PostgreSQL plans the check of the foreign key while the table looks empty: it would read
      // all
      // of it for each decision. See DecisionBenchmark.
      jdbc.sql("analyze decisions.person_key").update();
    }
  }

  private double knownRows() {
    return jdbc.sql("select reltuples from pg_class where oid = 'decisions.person_key'::regclass")
        .query(Double.class)
        .single();
  }

  /// The next numbers of a table.
  List<Long> numbers(String table, int count) {
    return jdbc.sql(
            """
            select nextval(pg_get_serial_sequence(:table, 'id'))
              from generate_series(1, :count)
            """)
        .param("table", table)
        .param("count", count)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /// As PostgreSQL reads numbers.
  static String array(Collection<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }
}
