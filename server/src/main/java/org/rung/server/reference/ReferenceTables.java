package org.rung.server.reference;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.rung.server.database.Copy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Loads the tables of the folder `reference/` when they are not in the database as the files have
/// them: one COPY a table, all in one transaction, about 2 s. Everything that asks the tables
/// depends on this bean, so that nobody meets them half loaded.
@Component
public class ReferenceTables implements InitializingBean {
  private static final Logger log = LoggerFactory.getLogger(ReferenceTables.class);

  /// In the order in which keys point.
  private static final List<String> TABLES =
      List.of(
          "occupation",
          "occupation_title",
          "element",
          "rating",
          "task",
          "related",
          "wage",
          "projection",
          "cip_soc",
          "soc_group",
          "licence");

  private final JdbcClient jdbc;
  private final Copy copy;
  private final TransactionTemplate transaction;
  private final Path folder;

  ReferenceTables(
      JdbcClient jdbc,
      Copy copy,
      TransactionTemplate transaction,
      @Value("${rung.home}") Path home) {
    this.jdbc = jdbc;
    this.copy = copy;
    this.transaction = transaction;
    this.folder = home.resolve("reference");
  }

  @Override
  public void afterPropertiesSet() {
    Map<String, String> digests =
        TABLES.stream().collect(Collectors.toMap(name -> name, this::digest));
    transaction.executeWithoutResult(status -> {
      // Two servers starting at once: the second waits and then finds everything loaded.
      jdbc.sql("lock table reference.loaded in exclusive mode").update();
      Map<String, String> loaded =
          jdbc
              .sql("select name, digest from reference.loaded")
              .query((row, n) -> Map.entry(row.getString("name"), row.getString("digest")))
              .list()
              .stream()
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      if (!loaded.equals(digests)) {
        load(digests);
      }
    });
  }

  private void load(Map<String, String> digests) {
    long start = System.nanoTime();
    // Not truncate: tables of upper floors point here. Their keys are checked at the end, when the
    // codes are back.
    TABLES.reversed().forEach(name -> jdbc.sql("delete from reference." + name).update());
    jdbc.sql("delete from reference.loaded").update();
    long all = 0;
    for (String name : TABLES) {
      long rows = load(name);
      jdbc.sql("insert into reference.loaded (name, digest, rows) values (:name, :digest, :rows)")
          .param("name", name)
          .param("digest", digests.get(name))
          .param("rows", rows)
          .update();
      all += rows;
    }
    jdbc.sql("analyze reference.rating").update();
    log.info("Loaded {} reference rows in {} ms.", all, (System.nanoTime() - start) / 1_000_000);
  }

  private long load(String name) {
    try (InputStream content = open(file(name))) {
      content.mark(4096);
      String columns = header(content);
      content.reset();
      return copy.file(
          "copy reference.%s (%s) from stdin (format csv, header)".formatted(name, columns),
          content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The reference table %s cannot be read. Check the folder %s.".formatted(name, folder), e);
    }
  }

  private static String header(InputStream content) throws IOException {
    StringBuilder header = new StringBuilder();
    for (int b = content.read();
        b >= 0 && b != '\n' && header.length() < 4000;
        b = content.read()) {
      header.append((char) b);
    }
    String columns = header.toString().strip().replace("table", "\"table\"");
    if (!columns.matches("[a-z0-9_,\"]+")) {
      throw new IOException("its first line names no columns: " + columns);
    }
    return columns;
  }

  private Path file(String name) {
    return folder.resolve(name.equals("licence") ? "licences.csv" : name + ".csv.gz");
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new BufferedInputStream(
        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes, 1 << 16);
  }

  private String digest(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file(name))));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The reference table %s is missing in %s. Start Rung from its own folder, or set RUNG_HOME."
              .formatted(name, folder),
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
