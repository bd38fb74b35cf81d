package org.rung.server.reference;

import gg.jte.generated.precompiled.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// What the product stands on: every public table with its source, licence and notice.
@Controller
class AboutPages {
  private final Templates templates;
  private final Frames frames;
  private final JdbcClient jdbc;

  AboutPages(Templates templates, Frames frames, JdbcClient jdbc, ReferenceTables loaded) {
    this.templates = templates;
    this.frames = frames;
    this.jdbc = jdbc;
  }

  @Bean
  static RailEntry aboutEntry() {
    return RailEntry.of(RailEntry.Section.PROVE, 950, "About", "/about");
  }

  @GetMapping("/about")
  Html about() {
    record Row(
        String table, String source, String version, String licence, String notice, long rows) {}
    Map<String, List<Row>> bySource =
        jdbc
            .sql(
                """
                select l."table" as name, l.source, l.version, l.licence, l.notice,
                       coalesce(d.rows, 0) as rows
                  from reference.licence l
                  left join reference.loaded d on d.name = l."table"
                 order by l.source, l.version, l."table"
                """)
            .query((row, n) ->
                new Row(
                    row.getString("name"),
                    row.getString("source"),
                    row.getString("version"),
                    row.getString("licence"),
                    row.getString("notice"),
                    row.getLong("rows")))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.source() + "\n" + row.version(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<SourceRow> sources =
        bySource.values().stream()
            .map(rows -> {
              Row first = rows.getFirst();
              return new SourceRow(
                  first.source(),
                  first.version(),
                  first.licence(),
                  first.notice(),
                  rows.stream()
                      .map(row -> new SourceRow.Table(words(row.table()), row.rows()))
                      .toList());
            })
            .toList();
    return Html.of(
        templates.referenceAbout(
            frames.frame("About", Crumb.of("Prove"), Crumb.of("About")), sources));
  }

  /// A table as people read it.
  private static String words(String table) {
    return switch (table) {
      case "cip_soc" -> "fields of study and their occupations";
      case "element" -> "skills, knowledge and activities";
      case "occupation" -> "occupations";
      case "occupation_title" -> "titles of occupations";
      case "projection" -> "projections of employment";
      case "rating" -> "ratings of occupations";
      case "related" -> "related occupations";
      case "soc_group" -> "groups of occupations";
      case "task" -> "tasks of occupations";
      case "wage" -> "employment and pay by occupation";
      default -> table.replace('_', ' ');
    };
  }
}
