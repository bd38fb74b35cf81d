package org.rung.server.decisions;

import java.security.MessageDigest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Reads the record of decisions again, from its first seal on: whether a row was changed, removed,
/// put in or moved. It writes nothing.
public final class DecisionAudit {
  /// The most faults of one step that are told in words.
  public static final int TOLD = 100;

  private static final HexFormat HEX = HexFormat.of();

  private final Connection connection;
  private final Optional<ServerKeys> servers;
  private final Aes aes = new Aes();
  private final Steps chain = new Steps();
  private final Steps signatures = new Steps();
  private final Steps rows = new Steps();
  private final Steps places = new Steps();
  private final Steps texts = new Steps();
  private final Steps kept = new Steps();

  private DecisionAudit(Connection connection, Optional<ServerKeys> servers) {
    this.connection = connection;
    this.servers = servers;
  }

  /// @param claim what should be so
  /// @param detail how much was looked at, in words
  /// @param faults how many things are not so
  /// @param told the first of them, in words
  public record Step(String claim, String detail, long faults, List<String> told) {
    public Step {
      told = List.copyOf(told);
    }

    /// Whether no fault was found.
    public boolean holds() {
      return faults == 0;
    }
  }

  /// The last seal. Kept elsewhere, it shows whether the chain up to it is still the same.
  ///
  /// @param number of seals, 0 where there is none
  /// @param hash of the last one
  public record Head(long number, String hash) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /// As [#toString] wrote it; nothing when it is no head.
    public static Optional<Head> of(String written) {
      Matcher found = WRITTEN.matcher(written.strip());
      return found.matches()
          ? Optional.of(new Head(Long.parseLong(found.group(1)), found.group(2)))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return number + ":" + hash;
    }
  }

  /// What was found.
  public record Report(List<Step> steps, Head head) {
    public Report {
      steps = List.copyOf(steps);
    }

    /// Whether no fault was found.
    public boolean holds() {
      return steps.stream().allMatch(Step::holds);
    }

    /// How many there are.
    public long faults() {
      return steps.stream().mapToLong(Step::faults).sum();
    }
  }

  /// Whether a database has a record that is sealed.
  public static boolean isIn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select to_regclass('decisions.seal') is not null")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /// @param connection in one transaction, repeatable read, so that a server may go on
  /// @param servers the keys of the server; without them signatures and texts are not looked at
  /// @param kept a head that was printed before and kept elsewhere
  public static Report of(Connection connection, Optional<ServerKeys> servers, Optional<Head> kept)
      throws SQLException {
    return new DecisionAudit(connection, servers).report(kept);
  }

  private static final class Steps {
    private final List<String> told = new ArrayList<>();
    private long faults;
    private long looked;

    void fault(String words, Object... values) {
      if (++faults <= TOLD) {
        told.add(words.formatted(values));
      }
    }

    Step step(String claim, String detail) {
      return new Step(claim, detail, faults, told);
    }
  }

  private Report report(Optional<Head> before) throws SQLException {
    Optional<SecretKey> signing = signing();
    Head head = seals(signing, before);
    missingPlaces();
    erasures();
    List<Step> steps = new ArrayList<>();
    steps.add(
        chain.step(
            "Each seal is as it was made and names the one before",
            "%,d seals".formatted(chain.looked)));
    steps.add(
        signatures.step(
            "Each seal was made by a server",
            signing.isPresent()
                ? "%,d signatures".formatted(signatures.looked)
                : "not looked at, the server key is not here"));
    steps.add(
        rows.step(
            "Each sealed decision is there as it was sealed",
            "%,d decisions".formatted(rows.looked)));
    steps.add(
        places.step(
            "Each decision is sealed once, or waits for its seal",
            "%,d decisions, of which %,d wait".formatted(count("decision"), count("unsealed"))));
    steps.add(
        texts.step(
            "Each text opens with its person's key, or was erased",
            servers.isPresent()
                ? "%,d texts".formatted(texts.looked)
                : "not looked at, the server key is not here"));
    steps.add(
        kept.step(
            "Each key that was erased was erased by a decision",
            "%,d keys".formatted(kept.looked)));
    before.ifPresent(given -> {
      Steps same = new Steps();
      if (!found) {
        same.fault(
            given.number() > head.number()
                ? "the head that was kept is seal %d, the last one here is %d: seals were removed, or this is an older copy"
                : "seal %d is another one than the head that was kept: the chain of %d seals was written anew",
            given.number(),
            head.number());
      }
      steps.add(same.step("The head that was kept stands in the chain", "seal " + given.number()));
    });
    return new Report(steps, head);
  }

  private boolean found;

  private Optional<SecretKey> signing() {
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    Optional<Keyring.Signing> stored = Keyring.signing(jdbc);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(stored.get().open(servers.get()));
    } catch (KeyMissing e) {
      signatures.fault("%s", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  // ---- seals and what they hold

  private Head seals(Optional<SecretKey> signing, Optional<Head> before) throws SQLException {
    long number = 0;
    byte[] hash = Seal.beginning();
    found = before.filter(head -> head.number() == 0).isPresent();
    while (true) {
      Optional<Seal> next = after(number);
      if (next.isEmpty()) {
        return new Head(number, HEX.formatHex(hash));
      }
      Seal seal = next.get();
      chain.looked++;
      if (seal.number() != number + 1) {
        chain.fault(
            "after seal %d comes seal %d: those between are missing", number, seal.number());
      } else if (!Arrays.equals(seal.previous(), hash)) {
        chain.fault("seal %d names another seal before it than seal %d", seal.number(), number);
      }
      if (!Arrays.equals(seal.recomputed(), seal.hash())) {
        chain.fault("seal %d was changed: its hash is another one", seal.number());
      }
      if (signing.isPresent()) {
        signatures.looked++;
        if (!MessageDigest.isEqual(
            Hashes.signature(signing.get(), seal.hash()), seal.signature())) {
          signatures.fault("seal %d was not made by a server with this key", seal.number());
        }
      }
      sealed(seal);
      number = seal.number();
      hash = seal.hash();
      String told = HEX.formatHex(hash);
      long here = number;
      found |= before.filter(head -> head.equals(new Head(here, told))).isPresent();
    }
  }

  private Optional<Seal> after(long number) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select number, previous, ids, digests, sealed_at, hash, signature
              from decisions.seal
             where number > ?
             order by number
             limit 1
            """)) {
      query.setLong(1, number);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(Seal.of(row)) : Optional.empty();
      }
    }
  }

  private void sealed(Seal seal) throws SQLException {
    Map<Long, Decisions.Lying> there = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select %s, k.id as person_key, k.person_id as key_person, k.wrapped,
                   coalesce(k.server, '') as server, k.erased_at
              from decisions.decision d
              left join decisions.person_key k on k.id = d.key_id
             where d.id = any (?)
            """
                .formatted(StoredDecision.COLUMNS))) {
      Array ids = connection.createArrayOf("bigint", seal.ids().toArray());
      query.setArray(1, ids);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Decisions.Lying lying = Decisions.Lying.of(row);
          there.put(lying.row().id(), lying);
        }
      }
    }
    for (int place = 0; place < seal.ids().size(); place++) {
      rows.looked++;
      long id = seal.ids().get(place);
      Decisions.Lying lying = there.get(id);
      if (lying == null) {
        rows.fault("decision %d of seal %d was removed", id, seal.number());
      } else if (!Arrays.equals(lying.row().digest(), seal.digest(place))) {
        rows.fault("decision %d of seal %d was changed", id, seal.number());
      } else {
        opens(lying);
      }
    }
  }

  private void opens(Decisions.Lying lying) {
    if (servers.isEmpty()) {
      return;
    }
    texts.looked++;
    PersonKey key = lying.key();
    if (key.erasedAt().isPresent()) {
      return;
    }
    try {
      if (key.secret(aes, servers.get())
          .flatMap(secret -> lying.row().open(aes, secret))
          .isEmpty()) {
        texts.fault(
            "the text of decision %d does not open with key %d of its person: the key was changed",
            lying.row().id(), lying.row().key());
      }
    } catch (KeyMissing e) {
      texts.fault(
          "key %d of a person lies under the server key %s, which is not here",
          key.id(), key.server());
    }
  }

  // ---- decisions outside of seals

  private void missingPlaces() throws SQLException {
    tell(
        """
        with place as (
          select unnest(ids) as id from decisions.seal
           union all
          select decision_id from decisions.unsealed),
        counted as (
          select id, count(*) as times from place group by id)
        select coalesce(d.id, c.id) as id, d.id is not null as there, coalesce(c.times, 0) as times
          from decisions.decision d
          full join counted c on c.id = d.id
         where c.times is distinct from 1
            or d.id is null and c.id in (select decision_id from decisions.unsealed)
         order by 1
        """,
        row -> {
          long id = row.getLong("id");
          if (!row.getBoolean("there")) {
            places.fault("decision %d waits for its seal and was removed", id);
          } else if (row.getLong("times") == 0) {
            places.fault("decision %d is in no seal and waits for none: it was put in", id);
          } else {
            places.fault("decision %d has %d places", id, row.getLong("times"));
          }
        });
    if (servers.isEmpty()) {
      return;
    }
    tell(
        """
        select %s, k.id as person_key, k.person_id as key_person, k.wrapped,
               coalesce(k.server, '') as server, k.erased_at
          from decisions.unsealed u
          join decisions.decision d on d.id = u.decision_id
          left join decisions.person_key k on k.id = d.key_id
         order by d.id
        """
            .formatted(StoredDecision.COLUMNS),
        row -> opens(Decisions.Lying.of(row)));
  }

  /// A key is erased together with a decision that says so.
  private void erasures() throws SQLException {
    tell(
        """
        select k.id,
               exists (select from decisions.decision d
                        where d.person_id = k.person_id
                          and d.about = '%s'
                          and d.made_at = k.erased_at) as told
          from decisions.person_key k
         where k.wrapped is null
         order by k.id
        """
            .formatted(Erasure.ABOUT),
        row -> {
          kept.looked++;
          if (!row.getBoolean("told")) {
            kept.fault("key %d was erased, and no decision says so", row.getLong("id"));
          }
        });
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void tell(String sql, Row each) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(5_000);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          each.take(row);
        }
      }
    }
  }

  private long count(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from decisions." + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
