package org.rung.server.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What people mended or left out before, by the row as a file has it: the same row of the same day
/// needs no second look. A row that stands several times in a file takes what was decided for each
/// of them, in their order.
final class RememberedRows {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, List<Settled>> settled;

  /// @param becomes the values that hold instead, by column
  private record Settled(boolean leftOut, Map<ImportColumn, String> becomes) {}

  private record Found(String digest, long importId, Settled settled) {}

  private RememberedRows(Map<String, List<Settled>> settled) {
    this.settled = settled;
  }

  /// @param takenOn the day the file describes; for requisitions every day counts
  static RememberedRows of(JdbcClient jdbc, ImportKind kind, LocalDate takenOn) {
    List<Found> found =
        jdbc.sql(
                """
                select m.digest, m.import_id, m.state, m.becomes
                  from people.mending m
                  join people.import i on i.id = m.import_id
                 where i.kind = :kind
                   and (i.kind = 'hiring' or i.taken_on = :day)
                   and m.state <> 'waits'
                 order by m.import_id, m.line
                """)
            .param("kind", kind.key())
            .param("day", Date.valueOf(takenOn))
            .query((row, n) ->
                new Found(
                    row.getString("digest"),
                    row.getLong("import_id"),
                    new Settled(
                        row.getString("state").equals("left_out"),
                        JSON.readValue(
                            row.getString("becomes"),
                            new TypeReference<Map<ImportColumn, String>>() {}))))
            .list();
    Map<String, Long> latest = new HashMap<>();
    found.forEach(one -> latest.merge(one.digest(), one.importId(), Math::max));
    return new RememberedRows(
        found.stream()
            .filter(one -> latest.getOrDefault(one.digest(), 0L) == one.importId())
            .collect(
                Collectors.groupingBy(
                    Found::digest, Collectors.mapping(Found::settled, Collectors.toList()))));
  }

  /// A reading of the file from its first row on. For one thread.
  Reading reading(Mapping mapping, int columns) {
    return new Reading(mapping, columns);
  }

  /// Holds where a reading is among rows that stand several times.
  final class Reading {
    private final Mapping mapping;
    private final int columns;
    private final Map<String, Integer> seen = new HashMap<>();
    private boolean leftOut;
    private boolean mended;
    private int given;

    private Reading(Mapping mapping, int columns) {
      this.mapping = mapping;
      this.columns = columns;
    }

    /// The values that hold for the next row of the file: its own when nobody mended it.
    String[] next(String[] values, int given) {
      this.given = given;
      leftOut = false;
      mended = false;
      if (settled.isEmpty()) {
        return values;
      }
      String digest = digest(mapping, values);
      List<Settled> all = settled.get(digest);
      int place = all == null ? 0 : seen.merge(digest, 1, Integer::sum) - 1;
      if (all == null || place >= all.size()) {
        return values;
      }
      Settled one = all.get(place);
      leftOut = one.leftOut();
      if (leftOut || one.becomes().isEmpty()) {
        return values;
      }
      mended = true;
      this.given = columns;
      String[] changed = values.clone();
      one.becomes()
          .forEach((column, value) -> {
            if (mapping.at(column) >= 0) {
              changed[mapping.at(column)] = value;
            }
          });
      return changed;
    }

    /// Whether a person left the row out.
    boolean leftOut() {
      return leftOut;
    }

    /// Whether the row has values that a person gave.
    boolean mended() {
      return mended;
    }

    /// How many values the row has; as many as there are columns when it was mended.
    int given() {
      return given;
    }
  }

  /// The digest of a row by what its columns are: another order of columns is the same row.
  static String digest(Mapping mapping, String[] values) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (ImportColumn column : ImportColumn.of(mapping.kind())) {
        int at = mapping.at(column);
        if (at >= 0 && at < values.length && !values[at].isEmpty()) {
          sha.update(column.name().getBytes(StandardCharsets.UTF_8));
          sha.update((byte) 0);
          sha.update(values[at].getBytes(StandardCharsets.UTF_8));
          sha.update((byte) 0);
        }
      }
      return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
