package org.rung.server.people;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.rung.server.Emptied;
import org.rung.server.Rung;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How fast an import is beside a plain COPY of the same data into the same tables, indexes and
/// keys. Both run in turn on an empty database with durable settings; a first import, not counted,
/// warms both up and gives the COPY its data.
///
/// Arguments: rows (default 1,000,000) and rounds (default 3).
final class ImportBenchmark {
  private static final LocalDate DAY = LocalDate.of(2020, 6, 30);
  private static final List<String> TABLES =
      List.of("role", "department", "site", "snapshot", "person", "employment");

  private ImportBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("rung-import-benchmark");
    Path file = folder.resolve("generated.csv");
    generate(file, rows);
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Rung.class)
            .run(
                "--server.port=0",
                "--rung.data=" + folder.resolve("data"),
                "--rung.home=" + System.getProperty("rung.home", "."))) {
      Imports imports = context.getBean(Imports.class);
      JdbcClient jdbc = context.getBean(JdbcClient.class);
      DataSource source = context.getBean(DataSource.class);
      System.out.printf(
          "%,d rows, %,d MB; %s; %d cores; JDK %s; %s%n",
          rows,
          Files.size(file) >> 20,
          processor(),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version(),
          jdbc.sql("select split_part(version(), ' on ', 1)").query(String.class).single());
      imports.importNow(file, DAY, "benchmark");
      exportTables(source, folder);

      double[] importing = new double[rounds];
      double[] copying = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        empty(jdbc);
        copying[round] = copyTables(source, folder);
        check(jdbc, rows);
        empty(jdbc);
        long start = System.nanoTime();
        ImportReport report = imports.importNow(file, DAY, "benchmark");
        importing[round] = (System.nanoTime() - start) / 1e9;
        check(jdbc, rows);
        if (report.held() > 0 || report.added() != rows) {
          throw new IllegalStateException("Not every row was taken: " + report);
        }
        System.out.printf(
            Locale.ROOT,
            "round %d: COPY %.2f s, import %.2f s%n",
            round + 1,
            copying[round],
            importing[round]);
      }
      long start = System.nanoTime();
      ImportReport again = imports.importNow(file, DAY, "benchmark");
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "medians: COPY %.2f s, import %.2f s; the import has %.2f of the speed of COPY; the same file again %.2f s, %d the same%n",
          median(copying),
          median(importing),
          median(copying) / median(importing),
          seconds,
          again.same());
    } finally {
      delete(folder);
    }
  }

  /// People in 900 roles, 60 departments and 200 sites; one in four paid by the hour, one in ten in
  /// part time; hire dates and managers given, as a large employer's file has them.
  private static void generate(Path file, int rows) throws IOException {
    Random random = new Random(7);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "person_id,linked,job_title,department,site,site_kind,full_part,pay_basis,weekly_hours,annual_pay,hourly_pay,hired_on,manager_id\n");
      for (int i = 0; i < rows; i++) {
        boolean hourly = random.nextInt(4) == 0;
        boolean part = random.nextInt(10) == 0;
        int site = random.nextInt(200);
        out.write(
            "E-%07d,yes,Role number %d"
                .formatted(i, (int) Math.abs(random.nextGaussian() * 300) % 900));
        out.write(
            ",Department %d,Site %d,%s"
                .formatted(random.nextInt(60), site, site % 3 == 0 ? "office" : "depot"));
        out.write(part ? ",part-time" : ",full-time");
        out.write(
            hourly
                ? ",hourly,%d,,%d.%02d"
                    .formatted(part ? 20 : 40, 12 + random.nextInt(50), random.nextInt(100))
                : ",salary,,%d.00,".formatted(30_000 + random.nextInt(120_000)));
        out.write("," + LocalDate.ofEpochDay(7_000 + random.nextInt(11_000)));
        out.write(i == 0 ? ",\n" : ",E-%07d\n".formatted(i / 12));
      }
    }
  }

  private static void exportTables(DataSource source, Path folder)
      throws SQLException, IOException {
    try (Connection connection = source.getConnection()) {
      for (String table : TABLES) {
        try (OutputStream out = Files.newOutputStream(folder.resolve(table))) {
          var unused =
              connection
                  .unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyOut("copy " + source(table, "(select %s from %s)") + " to stdout", out);
        }
      }
    }
  }

  private static double copyTables(DataSource source, Path folder)
      throws SQLException, IOException {
    try (Connection connection = source.getConnection()) {
      long start = System.nanoTime();
      connection.setAutoCommit(false);
      for (String table : TABLES) {
        try (InputStream in = Files.newInputStream(folder.resolve(table))) {
          var unused =
              connection
                  .unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyIn("copy " + source(table, "%2$s (%1$s)") + " from stdin", in, 1 << 16);
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /// A snapshot without its import, which is not copied.
  private static String source(String table, String ofColumns) {
    return table.equals("snapshot")
        ? ofColumns.formatted("id, taken_on, label, people", "people.snapshot")
        : "people." + table;
  }

  private static void empty(JdbcClient jdbc) {
    Emptied.of(
        jdbc,
        "people.employment",
        "people.snapshot",
        "people.person",
        "people.role",
        "people.department",
        "people.site",
        "people.import",
        "people.held_row",
        "people.import_part",
        "people.merged_row");
    jdbc.sql("checkpoint").update();
  }

  private static void check(JdbcClient jdbc, int rows) {
    long found = jdbc.sql("select count(*) from people.now").query(Long.class).single();
    if (found != rows) {
      throw new IllegalStateException("%d rows and not %d".formatted(found, rows));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.replaceFirst(".*:\\s*", ""))
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (var walk = Files.walk(folder)) {
      walk.forEach(paths::add);
    }
    for (Path path : paths.reversed()) {
      Files.deleteIfExists(path);
    }
  }
}
