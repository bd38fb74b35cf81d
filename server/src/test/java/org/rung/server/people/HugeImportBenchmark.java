package org.rung.server.people;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.rung.server.Rung;
import org.rung.server.pages.Refused;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Files of millions of rows against a small heap: each is imported or refused with a line, and the
/// memory never runs out.
///
/// Arguments: rows (default 10,000,000), people (default 1,500,000).
final class HugeImportBenchmark {
  private static final LocalDate DAY = LocalDate.of(2020, 6, 30);

  private HugeImportBenchmark() {}

  private interface Row {
    String of(int i);
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
    int people = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_500_000;
    Path folder = Files.createTempDirectory("rung-huge");
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Rung.class)
            .run(
                "--server.port=0",
                "--rung.jobs.work=false",
                "--rung.data=" + folder.resolve("data"),
                "--rung.home=" + System.getProperty("rung.home", "."))) {
      Imports imports = context.getBean(Imports.class);
      JdbcClient jdbc = context.getBean(JdbcClient.class);
      System.out.printf(
          Locale.ROOT,
          "heap %d MB, JDK %s%n",
          Runtime.getRuntime().maxMemory() >> 20,
          Runtime.version());
      run(
          imports,
          jdbc,
          folder,
          rows,
          "each row another person",
          i -> "E%d,Clerk,Water,54000".formatted(i));
      run(
          imports,
          jdbc,
          folder,
          rows,
          "each row another title",
          i -> "E%d,Title %d,Water,54000".formatted(i % people, i));
      run(
          imports,
          jdbc,
          folder,
          rows,
          "every row wrong",
          i -> i < 500 ? "E%d,Clerk,Water,54000".formatted(i) : "F%d,,Water,n/a".formatted(i));
      run(
          imports,
          jdbc,
          folder,
          rows,
          "each person several times",
          i -> "E%d,Clerk,Water,54000".formatted(i % people));
    }
  }

  private static void run(
      Imports imports, JdbcClient jdbc, Path folder, int rows, String what, Row row)
      throws IOException {
    Path file = folder.resolve("huge.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,title,department,annual pay\n");
      for (int i = 0; i < rows; i++) {
        out.write(row.of(i));
        out.write('\n');
      }
    }
    long start = System.nanoTime();
    String answer;
    try {
      ImportReport report = imports.importNow(file, DAY, "benchmark");
      answer = "%,d in, %,d held".formatted(report.added(), report.held());
    } catch (Refused e) {
      answer = "refused: " + e.getMessage();
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %d MB | %.0f s | %s | %,d |%n",
        what,
        rows,
        Files.size(file) >> 20,
        (System.nanoTime() - start) / 1e9,
        answer,
        jdbc.sql("select count(*) from people.employment").query(Long.class).single());
    Files.delete(file);
  }
}
