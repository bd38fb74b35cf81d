package org.rung.server.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The employer's own versions, in the order of their days. Each holds until the day before the
/// next.
interface EmployerVersions {
  List<Own> of(String rule);

  /// A version of the employer's own.
  ///
  /// @param published empty for one that is only tried
  record Own(
      String rule,
      LocalDate from,
      String text,
      String source,
      Map<String, Long> figures,
      Optional<Rules.Published> published) {}

  /// Those in the database.
  record Stored(JdbcClient jdbc) implements EmployerVersions {
    private static final TypeReference<Map<String, Long>> FIGURES = new TypeReference<>() {};
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public List<Own> of(String rule) {
      return jdbc.sql(
              """
              select rule, holds_from, words, source, figures, published_by, published_on
                from rules.version
               where rule = :rule
               order by holds_from
              """)
          .param("rule", rule)
          .query(Stored::own)
          .list();
    }

    private static Own own(ResultSet row, int n) throws SQLException {
      return new Own(
          row.getString("rule"),
          row.getObject("holds_from", LocalDate.class),
          row.getString("words"),
          row.getString("source"),
          JSON.readValue(row.getString("figures"), FIGURES),
          Optional.of(
              new Rules.Published(
                  row.getString("published_by"), row.getObject("published_on", LocalDate.class))));
    }
  }
}
