package org.rung.server.openings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rung.server.files.NotATable;
import org.rung.server.files.TabularFile;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Openings from a file: reads every line, reports the bad ones, sets what the good ones say.
@Component
class OpeningsFile {
  private static final int MOST_LINES = 200_000;
  private static final List<String> NEEDED = List.of("job_title", "year", "openings");

  private final JdbcClient jdbc;
  private final OpeningSettings settings;

  OpeningsFile(JdbcClient jdbc, OpeningSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /// Takes the good lines, in the transaction of the caller.
  OpeningsImport take(Path file, String by) {
    String name = String.valueOf(file.getFileName());
    TabularFile table;
    List<Line> lines = new ArrayList<>();
    try {
      table = TabularFile.open(file, name, OpeningsFile::knownNames);
      table.read((line, values, given) -> {
        if (lines.size() == MOST_LINES) {
          throw new Refused(
              "%s has more than %,d lines. Send it in parts.".formatted(name, MOST_LINES));
        }
        return lines.add(new Line(line, values, given));
      });
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    Map<String, Integer> columns = new HashMap<>();
    List<String> head = table.columns();
    for (int i = 0; i < head.size(); i++) {
      columns.putIfAbsent(head.get(i).toLowerCase(Locale.ROOT), i);
    }
    for (String needed : NEEDED) {
      if (!columns.containsKey(needed)) {
        throw new Refused(
            "%s has no column “%s”. Its first line has: %s."
                .formatted(name, needed, String.join(", ", head)));
      }
    }
    jdbc.sql("lock table openings.setting in share row exclusive mode").update();
    return take(lines, columns, name, by);
  }

  private record Key(int role, int year) {}

  /// What a file says of one role and year: places by site, −1 for no site.
  private record Said(Map<Integer, Integer> bySite, List<String> reasons) {
    int openings() {
      return bySite.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /// A line of a file; `given` is how many values it has itself.
  private record Line(long line, String[] values, int given) {}

  private static int knownNames(List<String> cells) {
    return (int)
        cells.stream().filter(cell -> NEEDED.contains(cell.toLowerCase(Locale.ROOT))).count();
  }

  private OpeningsImport take(
      List<Line> records, Map<String, Integer> columns, String name, String by) {
    Map<String, Integer> titles = titles();
    Map<String, Integer> sites = byName("select id, name from people.site order by id", "name");
    List<OpeningsImport.BadLine> bad = new ArrayList<>();
    Map<Key, Said> said = new LinkedHashMap<>();
    for (Line row : records) {
      long line = row.line();
      if (row.given() != row.values().length) {
        bad.add(
            new OpeningsImport.BadLine(
                line,
                "",
                "",
                "The line has %d values, the first line %d columns. Look at its quotes and commas."
                    .formatted(row.given(), row.values().length)));
        continue;
      }
      String title = field(row, columns, "job_title");
      String yearText = field(row, columns, "year");
      String openingsText = field(row, columns, "openings");
      String site = field(row, columns, "site");
      int before = bad.size();
      Integer role = titles.get(key(title));
      if (role == null) {
        bad.add(
            new OpeningsImport.BadLine(
                line,
                "job_title",
                title,
                "No role has this title. Write it as in the workforce files."));
      }
      int year = whole(yearText, Openings.FIRST_YEAR, Openings.LAST_YEAR);
      if (year < 0) {
        bad.add(
            new OpeningsImport.BadLine(
                line, "year", yearText, "Not a fiscal year. Give four digits, for example 2021."));
      }
      int openings = whole(openingsText, 0, Openings.MOST);
      if (openings < 0) {
        bad.add(
            new OpeningsImport.BadLine(
                line,
                "openings",
                openingsText,
                "Not a whole number from 0 to %,d.".formatted(Openings.MOST)));
      }
      Integer siteId = site.isEmpty() ? Integer.valueOf(-1) : sites.get(key(site));
      if (siteId == null) {
        bad.add(
            new OpeningsImport.BadLine(
                line,
                "site",
                site,
                "No site has this name. Leave it empty, or write it as in the workforce files."));
      }
      if (bad.size() > before || role == null || siteId == null) {
        continue;
      }
      Said known =
          said.computeIfAbsent(
              new Key(role, year), k -> new Said(new TreeMap<>(), new ArrayList<>()));
      if (known.bySite().putIfAbsent(siteId, openings) != null) {
        bad.add(
            new OpeningsImport.BadLine(
                line,
                "job_title",
                title,
                "This role, year and site stand on an earlier line already. Keep one of them."));
        continue;
      }
      String reason = field(row, columns, "reason");
      if (reason.length() > Openings.LONGEST_REASON) {
        known.bySite().remove(siteId);
        bad.add(
            new OpeningsImport.BadLine(
                line,
                "reason",
                reason.substring(0, 40) + "…",
                "It has more than %,d letters.".formatted(Openings.LONGEST_REASON)));
        continue;
      }
      if (!reason.isEmpty() && !known.reasons().contains(reason)) {
        known.reasons().add(reason);
      }
    }
    Map<Integer, Map<Integer, Openings.Setting>> now = settings.now();
    Map<Long, Map<Integer, Integer>> sitesNow = settings.sites();
    int taken = 0;
    int same = 0;
    said.values().removeIf(one -> one.bySite().isEmpty());
    for (Map.Entry<Key, Said> entry : said.entrySet()) {
      Key key = entry.getKey();
      Said numbers = entry.getValue();
      String reason =
          numbers.reasons().isEmpty()
              ? "%s, without a reason".formatted(name)
              : String.join("; ", numbers.reasons());
      Map<Integer, Integer> bySite = new TreeMap<>(numbers.bySite());
      bySite.remove(-1);
      Openings.Setting setting = now.getOrDefault(key.role(), Map.of()).get(key.year());
      if (setting != null
          && setting.fromFile()
          && setting.openings().equals(Optional.of(numbers.openings()))
          && setting.reason().equals(reason)
          && sitesNow.getOrDefault(setting.id(), Map.of()).equals(bySite)) {
        same++;
        continue;
      }
      long id = settings.add(key.role(), key.year(), numbers.openings(), reason, "file", by);
      bySite.forEach((site, openings) ->
          jdbc.sql(
                  """
                  insert into openings.setting_site (setting_id, site_id, openings)
                  values (:setting, :site, :openings)
                  """)
              .param("setting", id)
              .param("site", site)
              .param("openings", openings)
              .update());
      taken++;
    }
    return new OpeningsImport(records.size(), taken, same, bad);
  }

  /// The role each title counts as.
  private Map<String, Integer> titles() {
    return byName(
        """
        select c.counts_as as id, r.title
          from people.role r
          join growth.counts_as c on c.role_id = r.id
         order by r.id
        """,
        "title");
  }

  private Map<String, Integer> byName(String sql, String column) {
    Map<String, Integer> ids = new HashMap<>();
    jdbc.sql(sql)
        .query((row, n) -> Map.entry(key(row.getString(column)), row.getInt("id")))
        .list()
        .forEach(entry -> ids.putIfAbsent(entry.getKey(), entry.getValue()));
    return ids;
  }

  private static String key(String name) {
    return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static String field(Line row, Map<String, Integer> columns, String column) {
    Integer at = columns.get(column);
    return at == null ? "" : row.values()[at];
  }

  /// The whole number in a text, −1 when there is none in the range.
  private static int whole(String text, int least, int most) {
    if (!text.matches("\\d{1,7}")) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value < least || value > most ? -1 : value;
  }
}
