package org.rung.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.RungTest;
import org.rung.server.TestDatabase;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.pages.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// What the chain over decisions finds, and that texts are read by nobody without their key.
@RungTest
@TestPropertySource(properties = "rung.test=chain")
class ChainTest {
  private static final Instant AT = Instant.parse("2026-11-22T08:00:00.123456Z");
  private static final ServerKeys KEYS = ServerKeys.in(TestDatabase.KEY, Path.of(""));
  private static long next = 1;

  @Autowired private Decisions decisions;
  @Autowired private Appeals appeals;
  @Autowired private Seals seals;
  @Autowired private Erasure erasure;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private DatabaseAddress database;

  private final long person = next++;

  private static Decision decision(long person, String outcome) {
    return new Decision(
        person,
        "offer",
        "17",
        outcome,
        List.of("A seat is free.", "Ünïcödé 漢 \"q\" \\ \n"),
        Map.of("service", "90 days"),
        Optional.of(new Basis("education-benefit-service", "2019-01-01", Optional.empty())),
        "pat@example.org",
        AT);
  }

  private long recorded(String outcome) {
    long number = decisions.record(decision(person, outcome));
    sealed();
    return number;
  }

  /// Until nothing waits: the server's own sealer may be at it.
  private void sealed() {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (count("decisions.unsealed") > 0) {
      seals.sealAll();
      assertThat(Instant.now()).isBefore(limit);
    }
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private DecisionAudit.Report audit(Optional<ServerKeys> keys, Optional<DecisionAudit.Head> head) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      return DecisionAudit.of(connection, keys, head);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> faults(Optional<ServerKeys> keys) {
    return audit(keys, Optional.empty()).steps().stream()
        .flatMap(step -> step.told().stream())
        .toList();
  }

  /// What somebody with all rights on the database may do; undone afterwards.
  private List<String> faultsAfter(String sql, Optional<ServerKeys> keys) {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : List.of("decision", "seal", "person_key", "unsealed", "seal_key")) {
        statement.execute("alter table decisions.%s disable trigger user".formatted(table));
      }
      for (String one : sql.split(";")) {
        statement.execute(one);
      }
      DecisionAudit.of(connection, keys, Optional.empty()).steps().stream()
          .flatMap(step -> step.told().stream())
          .forEach(found::add);
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  @Test
  void aDecisionIsReadAsItWasRecordedAndItsTextStandsNowhereInTheClear() {
    Decision given = decision(person, "A seat in Data for everybody " + person);
    long number = decisions.record(given);
    assertThat(decisions.find(number).orElseThrow().decision()).isEqualTo(given);
    assertThat(decisions.about(person)).extracting(Recorded::number).containsExactly(number);
    byte[] stored =
        jdbc.sql("select text from decisions.decision where id = " + number)
            .query(byte[].class)
            .single();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("Data", "90 days");
    assertThat(
            jdbc.sql("select d::text from decisions.decision d where id = " + number)
                .query(String.class)
                .single())
        .contains("education-benefit-service")
        .doesNotContain("everybody");
  }

  @Test
  void twoEqualTextsLieUnderDifferentBytes() {
    long one = decisions.record(decision(person, "The same"));
    long other = decisions.record(decision(person, "The same"));
    assertThat(
            jdbc.sql(
                    "select count(distinct commitment) from decisions.decision where id in (%d, %d)"
                        .formatted(one, other))
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update decisions.decision set text = '\\x00' where id = 1",
        "delete from decisions.decision",
        "truncate decisions.seal",
        "update decisions.seal set sealed_at = now()",
        "delete from decisions.person_key",
        "update decisions.person_key set person_id = 0",
        "truncate decisions.unsealed",
        "insert into decisions.decision (person_id, about, subject, made_by, made_at, text) values"
            + " (1, 'a', 'b', 'c', now(), '\\x00')"
      })
  void theDatabaseRefusesToChangeWhatWasRecorded(String sql) {
    recorded("Kept");
    assertThatThrownBy(() -> jdbc.sql(sql).update()).isInstanceOf(DataAccessException.class);
  }

  @Test
  void aWholeRecordHolds() {
    recorded("Whole");
    DecisionAudit.Report report = audit(Optional.of(KEYS), Optional.empty());
    assertThat(report.holds()).as(report.toString()).isTrue();
    assertThat(report.head().number()).isEqualTo(count("decisions.seal"));
    assertThat(report.steps()).hasSize(6).allSatisfy(step -> assertThat(step.faults()).isZero());
  }

  @Test
  void aChangedRowIsNamedWithoutAnyKey() {
    long number = recorded("Changed");
    for (String column :
        List.of(
            "made_by = 'x'",
            "subject = '18'",
            "rule_version = '2020-01-01'",
            "made_at = made_at + interval '1 microsecond'",
            "text = text || '\\x00'",
            "person_id = 0")) {
      assertThat(
              faultsAfter(
                  "update decisions.decision set %s where id = %d".formatted(column, number),
                  Optional.empty()))
          .as(column)
          .anyMatch(
              fault -> fault.matches("decision %d of seal \\d+ was changed".formatted(number)));
    }
  }

  @Test
  void aRemovedRowIsNamedEvenWhereItsSealGoesToo() {
    long number = recorded("Removed");
    long after = recorded("After");
    assertThat(faultsAfter("delete from decisions.decision where id = " + number, Optional.empty()))
        .anyMatch(fault -> fault.matches("decision %d of seal \\d+ was removed".formatted(number)));
    long seal =
        jdbc.sql("select number from decisions.seal where %d = any (ids)".formatted(number))
            .query(Long.class)
            .single();
    assertThat(after).isGreaterThan(number);
    assertThat(
            faultsAfter(
                "delete from decisions.decision where id in (select unnest(ids) from decisions.seal where number = %1$d); delete from decisions.seal where number = %1$d"
                    .formatted(seal),
                Optional.empty()))
        .contains(
            "after seal %d comes seal %d: those between are missing".formatted(seal - 1, seal + 1));
  }

  @Test
  void twoRowsThatChangePlacesAreNamed() {
    long one = recorded("First");
    long two = recorded("Second");
    assertThat(
            faultsAfter(
                """
                update decisions.decision d
                   set (commitment, text) =
                       (select o.commitment, o.text from decisions.decision o where o.id = %1$d + %2$d - d.id)
                 where d.id in (%1$d, %2$d)
                """
                    .formatted(one, two)
                    .strip(),
                Optional.empty()))
        .filteredOn(fault -> fault.contains("was changed"))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aRowThatWasPutInIsNamed() {
    long number = recorded("Model");
    assertThat(
            faultsAfter(
                """
                insert into decisions.decision (id, person_id, about, subject, made_by, made_at, key_id, commitment, text)
                overriding system value
                select 900000000, person_id, about, subject, made_by, made_at, key_id, commitment, text
                  from decisions.decision where id = %d
                """
                    .formatted(number),
                Optional.empty()))
        .containsExactly("decision 900000000 is in no seal and waits for none: it was put in");
  }

  @Test
  void aRowThatWasPutInBeforeItsSealIsNeverSealed() {
    long number = recorded("Model");
    transaction.executeWithoutResult(status -> {
      jdbc.sql(
              """
              insert into decisions.decision (id, person_id, about, subject, made_by, made_at, key_id, commitment, text)
              overriding system value
              select 900000001, person_id, about, subject, 'forged', made_at, key_id, commitment, text
                from decisions.decision where id = %d
              """
                  .formatted(number))
          .update();
      seals.sealAll();
      assertThat(jdbc.sql("select decision_id from decisions.unsealed").query(Long.class).list())
          .containsExactly(900000001L);
      status.setRollbackOnly();
    });
  }

  @Test
  void aChainThatIsWrittenAnewHoldsWithoutTheKeyAndNotWithIt() {
    recorded("Rewritten");
    String rewrite = "update decisions.seal set signature = '\\x00' where number = 1";
    assertThat(faultsAfter(rewrite, Optional.empty())).isEmpty();
    assertThat(faultsAfter(rewrite, Optional.of(KEYS)))
        .containsExactly("seal 1 was not made by a server with this key");
    assertThat(
            faultsAfter(
                "update decisions.seal set sealed_at = now() where number = 1", Optional.empty()))
        .containsExactly("seal 1 was changed: its hash is another one");
  }

  @Test
  void aHeadThatWasKeptFindsAnOlderCopy() {
    recorded("Before");
    DecisionAudit.Head head = audit(Optional.empty(), Optional.empty()).head();
    assertThat(DecisionAudit.Head.of(head.toString())).contains(head);
    recorded("Later");
    assertThat(audit(Optional.empty(), Optional.of(head)).holds()).isTrue();
    DecisionAudit.Head later = audit(Optional.empty(), Optional.empty()).head();
    DecisionAudit.Head ahead = new DecisionAudit.Head(later.number() + 1, later.hash());
    assertThat(audit(Optional.empty(), Optional.of(ahead)).faults()).isEqualTo(1);
    DecisionAudit.Head other = new DecisionAudit.Head(head.number(), later.hash());
    assertThat(audit(Optional.empty(), Optional.of(other)).holds()).isFalse();
  }

  @Test
  void anErasedTextIsReadByNobodyAndTheChainHolds() {
    long number = recorded("Erased");
    Appeal appeal =
        appeals.ask(person, "X", new Matter.OfFact("Pay", "1", "2"), "My words.", "x@example.org");
    assertThatThrownBy(() -> erasure.erase(person, "X", "Asked for.", "admin@example.org"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("One appeal of X waits");
    appeals.answer(appeal.id(), Ruling.UPHELD, "It is 1.", "quinn@example.org", Optional.empty());
    assertThat(erasure.erase(person, "X", "Asked for.", "admin@example.org"))
        .isEqualTo(new Erasure.Extent(2, 1, 0));
    sealed();

    Recorded erased = decisions.find(number).orElseThrow();
    assertThat(erased.erasedAt()).isPresent();
    assertThat(erased.decision().outcome()).startsWith("Erased on ");
    assertThat(erased.decision().madeBy()).isEqualTo("pat@example.org");
    assertThat(appeals.get(appeal.id()).words()).isEqualTo("(erased)");
    assertThat(decisions.about(person).getFirst().decision().reasons())
        .containsExactly("Asked for.");
    assertThatThrownBy(() ->
            appeals.ask(person, "X", new Matter.OfDecision(number, ""), "Again.", "x@example.org"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("was erased");
    assertThat(faults(Optional.of(KEYS))).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from access.audit where subject = 'person X, texts erased'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aKeyThatIsTakenAwayWithoutADecisionIsNamed() {
    long number = recorded("Taken");
    String key = "select key_id from decisions.decision where id = " + number;
    assertThat(
            faultsAfter(
                "update decisions.person_key set wrapped = null, erased_at = now() where id = (%s)"
                    .formatted(key),
                Optional.empty()))
        .singleElement()
        .asString()
        .endsWith("was erased, and no decision says so");
    assertThat(
            faultsAfter(
                "update decisions.person_key set wrapped = wrapped || '\\x00' where id = (%s)"
                    .formatted(key),
                Optional.of(KEYS)))
        .singleElement()
        .asString()
        .startsWith("the text of decision %d does not open".formatted(number));
  }

  @Test
  void writersAtTheSameTimeNeverWaitForEachOther() throws Exception {
    // Each holds its transaction open until all have recorded: one that waited would wait for ever.
    int writers = 5;
    var all = new java.util.concurrent.CyclicBarrier(writers);
    try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
      List<Callable<Long>> deeds =
          IntStream.range(0, writers)
              .<Callable<Long>>mapToObj(n ->
                  () ->
                      transaction.execute(status -> {
                        long number = decisions.record(decision(person, "Writer " + n));
                        try {
                          all.await(20, java.util.concurrent.TimeUnit.SECONDS);
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                        return number;
                      }))
              .toList();
      for (var done : pool.invokeAll(deeds)) {
        assertThat(done.get()).isPositive();
      }
    }
    sealed();
    assertThat(decisions.about(person)).hasSize(writers);
    assertThat(faults(Optional.of(KEYS))).isEmpty();
  }

  @Test
  void theServersKeyChangesAndEveryTextIsStillRead() throws Exception {
    DatabaseAddress other = TestDatabase.empty();
    ServerKeys old = ServerKeys.in(ServerKeys.made(), Path.of(""));
    org.flywaydb.core.Flyway.configure()
        .dataSource(other.jdbcUrl(), other.user(), other.password())
        .locations("classpath:db/migration/decisions", "classpath:db/migration/access")
        .createSchemas(false)
        .load()
        .migrate();
    var source =
        new org.springframework.jdbc.datasource.DriverManagerDataSource(
            other.jdbcUrl(), other.user(), other.password());
    long number = Decisions.in(source, old, Clock.systemUTC()).record(decision(7, "Rotated"));
    ServerKeys fresh = ServerKeys.in(ServerKeys.made(), Path.of(""));
    assertThatThrownBy(() -> Decisions.in(source, fresh, Clock.systemUTC()))
        .isInstanceOf(KeyMissing.class)
        .hasMessageContaining(old.name());

    String next = ServerKeys.made();
    assertThat(KeyRotation.in(other, old.before(next, "RUNG_KEY_NEXT"))).isEqualTo(1);
    ServerKeys now = ServerKeys.in(next, Path.of(""));
    assertThat(
            Decisions.in(source, now, Clock.systemUTC())
                .find(number)
                .orElseThrow()
                .decision()
                .outcome())
        .isEqualTo("Rotated");
    assertThatThrownBy(() -> Decisions.in(source, old, Clock.systemUTC()))
        .isInstanceOf(KeyMissing.class);
  }
}
