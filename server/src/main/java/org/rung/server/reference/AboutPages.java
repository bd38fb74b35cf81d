package org.rung.server.reference;

import gg.jte.generated.precompiled.Templates;
import java.util.List;
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
    List<SourceRow> sources =
        jdbc.sql(
                """
                select l."table" as name, l.source, l.version, l.licence, l.notice,
                       coalesce(d.rows, 0) as rows
                  from reference.licence l
                  left join reference.loaded d on d.name = l."table"
                 order by l."table", l.source
                """)
            .query((row, n) ->
                new SourceRow(
                    row.getString("name"),
                    row.getString("source"),
                    row.getString("version"),
                    row.getString("licence"),
                    row.getString("notice"),
                    row.getLong("rows")))
            .list();
    return Html.of(
        templates.referenceAbout(
            frames.frame("About", Crumb.of("Prove"), Crumb.of("About")), sources));
  }
}
