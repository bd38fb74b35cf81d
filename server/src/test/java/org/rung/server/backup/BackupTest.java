package org.rung.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.rung.server.Rung;
import org.rung.server.TestDatabase;
import org.rung.server.database.DatabaseAddress;
import org.rung.server.database.DatabaseUnavailable;
import org.rung.server.database.EmbeddedPostgres;
import org.rung.server.database.ProtectedSchema;

/// Two PostgreSQL servers: the one of the test run holds the source, one of this class the targets.
class BackupTest {
  private static final Steps UNHEARD = (what, done, total) -> {};
  private static final int MANY = 150_000;

  @TempDir private static Path shared = Path.of("");
  private static EmbeddedPostgres other;
  private static DatabaseAddress source;
  private static Path whole;
  private static Contents contents;

  @TempDir private Path folder = Path.of("");
  private DatabaseAddress target = new DatabaseAddress("", "", "");

  static Path firstRelease() {
    return Path.of(
        System.getProperty("rung.home"), "server", "src", "test", "resources", "first-release.zip");
  }

  /// The small employer of the first release, a large table, and values that are hard to write.
  @BeforeAll
  static void fill() throws Exception {
    other = EmbeddedPostgres.start(Files.createDirectory(shared.resolve("other")), false);
    source = TestDatabase.empty();
    Restore.from(firstRelease(), source, false, UNHEARD);
    run(
        source,
        """
        insert into people.person (employer_id) select 'L-' || i from generate_series(1, %d) i;
        insert into people.role (title) values (E'tab\\there\\nline\\r \\\\N \\\\. "q" é 漢 😀'), ('');
        insert into decisions.seal_key (wrapped, server) values ('\\x00ff5c0a', 'a');
        insert into decisions.person_key (person_id, wrapped, server, made_at) values (1, '\\x5c4e0d0a00', 'a', '1999-12-31 23:59:59.999999+05');
        insert into decisions.decision (person_id, about, subject, rule, rule_version, made_by, made_at, key_id, commitment, text)
        values (1, 'x', 'y', 'é "漢"', '', '', '1999-12-31 23:59:59.999999+05', 1, '\\x00', '\\x5c2e0a');
        insert into decisions.seal (number, previous, ids, digests, sealed_at, hash, signature)
        values (1, '\\x00', '{7, 1}', decode(repeat('5c', 64), 'hex'), '2026-11-23', '\\x01', '\\x');
        insert into hours.entry (person_id, kind, starts_at, minutes, zone, day, about, worked, clause, source, source_key, recorded_by, recorded_at, reason)
        values (1, 'class', '2026-11-22 14:00Z', 60, 'America/Chicago', '2026-11-22', '', false, '29 CFR 785.32', 'a', 'b', 'c', '2026-11-23', '');
        insert into hours.approval (entry_id, ruling, ruled_by, ruled_at, reason) values (1, 'approved', 'd', '2026-11-23', '');
        insert into planning.publication (plan_id, published_by) values (1, 'A planner');
        insert into ledger.budget (programme, fiscal_year, cost_centre, currency) values ('', 2027, 'Chicago', 'USD');
        insert into ledger.account (budget_id, kind, about) values (1, 'source', ''), (1, 'free', '');
        insert into ledger.transaction (request_key, kind, about, made_by, made_at, reason)
        values ('a', 'grant', 'the year', 'finance', '2026-11-22', '');
        insert into ledger.entry (transaction_id, account_id, minor) values (1, 1, -500), (1, 2, 500);
        """
            .formatted(MANY));
    run(
        source.keeper().orElseThrow(),
        """
        insert into protected.attribute (employer_id, kind, value, source, said_on)
        select 'E-' || i, 'veteran', 'yes', E'own\tword', '2026-01-31' from generate_series(1, 7) i
        """);
    whole = shared.resolve("whole.zip");
    contents = Backup.write(source, whole, UNHEARD);
  }

  @AfterAll
  static void stop() {
    other.close();
  }

  @BeforeEach
  void freshTarget() {
    target = TestDatabase.empty(other);
  }

  @Test
  void everyRowOfEveryTableComesBack() throws Exception {
    Restore.Restored restored = Restore.from(whole, target, false, UNHEARD);
    assertThat(restored.migrated()).isZero();
    assertThat(restored.contents().tables()).isEqualTo(contents.tables());
    assertThat(Backup.write(target, folder.resolve("again.zip"), UNHEARD).tables())
        .isEqualTo(contents.tables());
    assertThat(number(target, "select count(*) from people.person")).isGreaterThan(MANY);
    assertThat(contents.tables()).hasSize((int) number(source, ALL_TABLES));
    assertThat(contents.sequences()).hasSize((int) number(source, ALL_SEQUENCES));
  }

  private static final String ALL_TABLES =
      """
      select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      """;

  private static final String ALL_SEQUENCES = "select count(*) from pg_sequences";

  @Test
  void keysTriggersAndSequencesAreAsTheyWere() throws Exception {
    String objects =
        """
        select count(*) || ' ' || md5(string_agg(conrelid::regclass || conname || pg_get_constraintdef(oid), ',' order by conrelid::regclass::text, conname))
          from pg_constraint where connamespace::regnamespace::text !~ '^pg_|information'
        """;
    Restore.from(whole, target, false, UNHEARD);
    assertThat(text(target, objects)).isEqualTo(text(source, objects));
    assertThat(number(target, "select count(*) from pg_trigger where tgenabled <> 'O'")).isZero();
    // The balance came as a row and was not booked a second time.
    assertThat(number(target, "select sum(abs(balance)) from ledger.account")).isEqualTo(1_000);
    // A number is never given out again.
    long newest = number(target, "select max(id) from people.person");
    run(target, "insert into people.person (employer_id) values ('after')");
    assertThat(number(target, "select max(id) from people.person")).isEqualTo(newest + 1);
    // Columns that are made from others, and triggers that guard.
    assertThat(
            number(
                target,
                "select count(*) from programmes.programme where price_cents <> counted_cents +"
                    + " apart_cents"))
        .isZero();
    assertThatThrownBy(() -> run(target, "update planning.plan set people = 0"))
        .hasMessageContaining("never changes");
  }

  @Test
  void isOfOneMomentWhileOthersWrite() throws Exception {
    String twice =
        """
        insert into people.department (name) select 'pair ' || clock_timestamp() || random();
        insert into people.site (name) select 'pair ' || clock_timestamp() || random();
        """;
    DatabaseAddress busy = TestDatabase.empty(other);
    Restore.from(whole, busy, false, UNHEARD);
    long[] written = new long[1];
    Path file = folder.resolve("busy.zip");
    Backup.write(
        busy,
        file,
        (what, done, total) -> {
          try (Connection connection = busy.connect();
              var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(twice);
            connection.commit();
            written[0]++;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(written[0]).isGreaterThan(50);
    Restore.from(file, target, false, UNHEARD);
    String pairs = "select count(*) from people.%s where name like 'pair %%'";
    assertThat(number(busy, pairs.formatted("site"))).isEqualTo(written[0]);
    assertThat(number(target, pairs.formatted("site"))).isZero();
    assertThat(number(target, pairs.formatted("department"))).isZero();
  }

  @Test
  void aDatabaseThatHoldsSomethingIsNotOverwrittenUnasked() throws Exception {
    Restore.from(firstRelease(), target, false, UNHEARD);
    long before = number(target, "select count(*) from people.person");
    assertThatThrownBy(() -> Restore.from(whole, target, false, UNHEARD))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("is not empty")
        .hasMessageContaining("rows of people.employment")
        .hasMessageContaining("--replace");
    assertThat(number(target, "select count(*) from people.person")).isEqualTo(before);
    Restore.from(whole, target, true, UNHEARD);
    assertThat(number(target, "select count(*) from people.person")).isEqualTo(before + MANY);
  }

  @Test
  void aRestoreThatIsCutOffLeavesWhatWasThere() throws Exception {
    Restore.from(firstRelease(), target, false, UNHEARD);
    long before = number(target, "select count(*) from people.person");
    assertThatThrownBy(() ->
            Restore.from(
                whole,
                target,
                true,
                (what, done, total) -> {
                  if (what.equals("people.role")) {
                    cutOff(target);
                  }
                }))
        .isInstanceOfAny(SQLException.class, IOException.class);
    assertThat(number(target, "select count(*) from people.person")).isEqualTo(before);
    assertThat(
            text(
                target,
                "select conname from pg_constraint where conname = 'import_job_id_fkey' limit 1"))
        .isEqualTo("import_job_id_fkey");
  }

  private static void cutOff(DatabaseAddress address) {
    try {
      run(
          address.keeper().orElseThrow(),
          """
          select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid()
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- what lies apart

  private static DatabaseAddress withoutKeeper(DatabaseAddress address) {
    return new DatabaseAddress(address.jdbcUrl(), address.user(), address.password());
  }

  @Test
  void protectedAttributesComeBackToTheirKeeperAndNobodyElse() throws Exception {
    Restore.from(whole, target, false, UNHEARD);
    DatabaseAddress keeper = target.keeper().orElseThrow();
    assertThat(
            number(keeper, "select count(*) from protected.attribute where source = E'own\tword'"))
        .isEqualTo(7);
    assertThat(text(target, "select kind from protected.held()")).isEqualTo("veteran");
    assertThatThrownBy(() -> number(target, "select count(*) from protected.attribute"))
        .hasMessageContaining("permission denied for table attribute");
    String owners =
        "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where"
            + " n.nspname %s 'protected' and n.nspname !~ '^pg_|information' and c.relkind = 'r'"
            + " and pg_get_userbyid(c.relowner) <> '%s'";
    assertThat(number(target, owners.formatted("=", keeper.user()))).isZero();
    assertThat(number(target, owners.formatted("<>", target.user()))).isZero();
  }

  @Test
  void theKeeperFindsWhatTheServerKeepsInASchemaOfItsOwn() throws Exception {
    // First in the server's path, "$user", and nowhere in the keeper's.
    run(target, "create schema " + target.user());
    Restore.from(whole, target, false, UNHEARD);
    assertThat(text(target, "select to_regclass('flyway_schema_history')::text"))
        .isEqualTo("flyway_schema_history");
    assertThat(
            number(
                target,
                "select count(*) from pg_tables where tablename = 'flyway_schema_history' and schemaname = '%s'"
                    .formatted(target.user())))
        .isEqualTo(1);
    Contents again = Backup.write(target, folder.resolve("again.zip"), UNHEARD);
    assertThat(again.tables()).isEqualTo(contents.tables());
    assertThat(again.migrations()).isEqualTo(contents.migrations());
  }

  @Test
  void aKeeperThatIsTheServersOwnAccountIsRefused() {
    DatabaseAddress same = target.keptBy(target.user(), target.password());
    assertThatThrownBy(() -> ProtectedSchema.bringUpToDate(same))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("RUNG_PROTECTED_USER")
        .hasMessageContaining(target.user());
  }

  @Test
  void aBackupByWhoMayNotReadProtectedAttributesIsRefused() throws Exception {
    Path file = folder.resolve("partly.zip");
    assertThatThrownBy(() -> Backup.write(withoutKeeper(source), file, UNHEARD))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("RUNG_PROTECTED_USER");
    assertThat(file).doesNotExist();
  }

  @Test
  void protectedAttributesGoNowhereWithoutAKeeper() throws Exception {
    for (boolean move : new boolean[] {false, true}) {
      assertThatThrownBy(
              () -> {
                if (move) {
                  Restore.move(source, withoutKeeper(target), false, UNHEARD);
                } else {
                  Restore.from(whole, withoutKeeper(target), false, UNHEARD);
                }
              })
          .isInstanceOf(BackupRefused.class)
          .hasMessageContaining("nobody keeps them")
          .hasMessageContaining("RUNG_PROTECTED_USER");
    }
    assertThat(number(target, ALL_TABLES)).isZero();
    // Where none is held, there is nothing to keep.
    DatabaseAddress none = TestDatabase.empty(other);
    Restore.from(firstRelease(), none, false, UNHEARD);
    Restore.Restored moved = Restore.move(none, withoutKeeper(target), false, UNHEARD);
    assertThat(moved.contents().tables()).noneMatch(table -> table.name().startsWith("protected."));
    assertThat(number(target, "select count(*) from people.person")).isPositive();
    assertThat(number(target, "select count(*) from pg_namespace where nspname = 'protected'"))
        .isZero();
  }

  // ---- files that are not whole

  @Test
  void aFileThatWasCutShortIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(firstRelease());
    Path cut = folder.resolve("cut.zip");
    for (int length : new int[] {0, 1, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Backup.check(cut, UNHEARD))
          .as("cut at %d", length)
          .isInstanceOf(BackupRefused.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void aByteThatWasAlteredIsFoundOrChangesNothing() throws Exception {
    byte[] bytes = Files.readAllBytes(firstRelease());
    Contents written = Backup.check(firstRelease(), UNHEARD);
    Path altered = folder.resolve("altered.zip");
    int refused = 0;
    int tried = 300;
    for (int i = 0; i < tried; i++) {
      byte[] copy = bytes.clone();
      copy[(int) ((long) i * bytes.length / tried)] ^= (byte) (1 << (i % 8));
      Files.write(altered, copy);
      try {
        assertThat(Backup.check(altered, UNHEARD)).isEqualTo(written);
      } catch (BackupRefused e) {
        refused++;
      }
    }
    // What is not found lies in parts of the archive that nobody reads.
    assertThat(refused).isGreaterThan(tried * 9 / 10);
  }

  @Test
  void anotherFileIsNoBackup() throws Exception {
    Path file = folder.resolve("other");
    Files.writeString(file, "id,title\n1,Clerk\n");
    assertThatThrownBy(() -> Backup.check(file, UNHEARD)).hasMessageContaining("not a backup");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertThatThrownBy(() -> Backup.check(file, UNHEARD)).hasMessageContaining("no manifest");
    assertThatThrownBy(() -> Restore.from(file, target, false, UNHEARD))
        .isInstanceOf(BackupRefused.class);
    assertThat(number(target, ALL_TABLES)).isZero();
  }

  @Test
  void aTableThatIsMissingOrMoreIsRefused() throws Exception {
    Path without =
        rewritten(entries -> {
          entries.remove("tables/people.person");
          return entries;
        });
    assertThatThrownBy(() -> Backup.check(without, UNHEARD))
        .hasMessageContaining("people.person is missing");
    Path more =
        rewritten(entries -> {
          entries.put("tables/people.more", new byte[0]);
          return entries;
        });
    assertThatThrownBy(() -> Backup.check(more, UNHEARD)).hasMessageContaining("people.more");
    // Left out of the manifest, too, with a digest that fits: the tables of its version tell.
    Path forged =
        manifest(text ->
            text.replaceFirst("(?s)\\{\\s*\"name\" : \"people.person\".*?\\}, (?=\\{)", ""));
    assertThatThrownBy(() -> Restore.from(forged, target, false, UNHEARD))
        .isInstanceOf(BackupRefused.class);
    assertThat(number(target, ALL_TABLES)).isZero();
  }

  @Test
  void rowsInAnotherOrderAreRefused() throws Exception {
    Path swapped =
        rewritten(entries -> {
          List<String> rows = new ArrayList<>(lines(entries, "tables/people.role"));
          rows.addFirst(rows.removeLast());
          entries.put(
              "tables/people.role",
              (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
          return entries;
        });
    assertThatThrownBy(() -> Backup.check(swapped, UNHEARD))
        .hasMessageContaining("the table people.role is not what was written");
  }

  @Test
  void aBackupOfALaterVersionSaysWhichVersionToUse() throws Exception {
    Path later =
        manifest(text -> text.replace("planning/V20261122_300__", "planning/V20991122_300__"));
    assertThatThrownBy(() -> Backup.check(later, UNHEARD))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("newer Rung")
        .hasMessageContaining("V20991122_300__planning.sql")
        .hasMessageContaining("a later one");
    Path format = manifest(text -> text.replace("rung-backup/1", "rung-backup/2"));
    assertThatThrownBy(() -> Backup.check(format, UNHEARD)).hasMessageContaining("rung-backup/2");
    Path other = manifest(text -> text.replaceFirst("\"checksum\" : (-?\\d+)", "\"checksum\" : 1"));
    assertThatThrownBy(() -> Backup.check(other, UNHEARD)).hasMessageContaining("another build");
  }

  // ---- stopped half way

  @Test
  void aKilledBackupLeavesNothingThatLooksWhole() throws Exception {
    Path file = folder.resolve("killed.zip");
    Path partial = folder.resolve("killed.zip.partial");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Rung.class.getName(),
                "backup",
                file.toString(),
                "--database",
                source.jdbcUrl())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("RUNG_DATABASE_USER", source.user());
    builder.environment().put("RUNG_DATABASE_PASSWORD", source.password());
    DatabaseAddress keeper = source.keeper().orElseThrow();
    builder.environment().put("RUNG_PROTECTED_USER", keeper.user());
    builder.environment().put("RUNG_PROTECTED_PASSWORD", keeper.password());
    Process process = builder.start();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && !(Files.exists(partial) && Files.size(partial) > 0)) {
      assertThat(System.nanoTime()).isLessThan(limit);
      LockSupport.parkNanos(1_000_000);
    }
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> Backup.check(partial, UNHEARD)).isInstanceOf(BackupRefused.class);
    Backup.write(source, file, UNHEARD);
    assertThat(partial).doesNotExist();
    assertThat(Backup.check(file, UNHEARD).tables()).isEqualTo(contents.tables());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  static boolean fullDevice() {
    return Files.exists(Path.of("/dev/full"));
  }

  @Test
  @EnabledIf("fullDevice")
  void aFullDiskIsAFailureAndNoBackup() throws Exception {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertThatThrownBy(() -> Backup.write(source, full, UNHEARD))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    }
  }

  // ---- moving

  @Test
  void movesToAnotherServerAndBack() throws Exception {
    Restore.Restored there = Restore.move(source, target, false, UNHEARD);
    assertThat(there.contents().tables()).isEqualTo(contents.tables());
    assertThat(there.contents().sequences()).isEqualTo(contents.sequences());
    DatabaseAddress home = TestDatabase.empty();
    Restore.Restored back = Restore.move(target, home, false, UNHEARD);
    assertThat(back.contents().tables()).isEqualTo(contents.tables());
    assertThatThrownBy(() -> Restore.move(source, home, false, UNHEARD))
        .hasMessageContaining("is not empty");
    assertThatThrownBy(() -> Restore.move(source, source, true, UNHEARD))
        .hasMessageContaining("the same database");
  }

  @Test
  void isRefusedWhileAServerIsAtWork() throws Exception {
    DatabaseAddress served =
        new DatabaseAddress(
            target.jdbcUrl() + "?ApplicationName=rung%20server", target.user(), target.password());
    try (Connection server = served.connect()) {
      assertThat(server.isValid(1)).isTrue();
      assertThatThrownBy(() -> Restore.from(firstRelease(), target, true, UNHEARD))
          .isInstanceOf(BackupRefused.class)
          .hasMessageContaining("Stop it first");
    }
  }

  @Test
  void aDatabaseWithoutRungHasNothingToBackUp() {
    assertThatThrownBy(() -> Backup.write(target, folder.resolve("none.zip"), UNHEARD))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("nothing of Rung");
    assertThat(folder.resolve("none.zip")).doesNotExist();
    assertThat(folder.resolve("none.zip.partial")).doesNotExist();
  }

  // ---- archives written anew

  private Path manifest(UnaryOperator<String> change) throws Exception {
    return rewritten(entries -> {
      byte[] text =
          change
              .apply(
                  new String(
                      entries.getOrDefault(BackupFile.MANIFEST, new byte[0]),
                      StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      entries.put(BackupFile.MANIFEST, text);
      entries.put(
          BackupFile.MANIFEST_DIGEST,
          HexFormat.of()
              .formatHex(Digested.sha256().digest(text))
              .getBytes(StandardCharsets.US_ASCII));
      return entries;
    });
  }

  private Path rewritten(UnaryOperator<Map<String, byte[]>> change) throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(firstRelease().toFile())) {
      for (var entry : java.util.Collections.list(zip.entries())) {
        try (var bytes = zip.getInputStream(entry)) {
          entries.put(entry.getName(), bytes.readAllBytes());
        }
      }
    }
    Map<String, byte[]> before = new LinkedHashMap<>(entries);
    Map<String, byte[]> after = change.apply(entries);
    assertThat(after).isNotEqualTo(before);
    Path file = Files.createTempFile(folder, "rewritten", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : after.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private static List<String> lines(Map<String, byte[]> entries, String name) {
    return new String(entries.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  static void run(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = address.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(DatabaseAddress address, String sql) throws SQLException {
    return Long.parseLong(text(address, sql));
  }

  private static String text(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = address.connect();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
