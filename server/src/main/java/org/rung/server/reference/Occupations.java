package org.rung.server.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The 1,016 occupations of O*NET, read once: they change with a release only.
@Component
public class Occupations {
  private final Map<String, Occupation> byCode = new LinkedHashMap<>();
  private final Map<String, String> majors;

  Occupations(JdbcClient jdbc, ReferenceTables loaded) {
    jdbc.sql(
            """
            select code, soc, title, description, job_zone,
                   case when rated then code else nearest_rated end as rated_as, nearest_why
              from reference.occupation
             order by code
            """)
        .query((row, n) ->
            new Occupation(
                row.getString("code"),
                row.getString("soc"),
                row.getString("title"),
                row.getString("description"),
                Optional.ofNullable(row.getObject("job_zone", Integer.class)),
                Optional.ofNullable(row.getString("rated_as")),
                Optional.ofNullable(row.getString("nearest_why"))))
        .list()
        .forEach(occupation -> byCode.put(occupation.code(), occupation));
    majors =
        jdbc
            .sql(
                "select left(code, 2) as major, title from reference.soc_group where level = 'major'")
            .query((row, n) -> Map.entry(row.getString("major"), row.getString("title")))
            .list()
            .stream()
            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Every occupation by its code.
  public List<Occupation> all() {
    return List.copyOf(byCode.values());
  }

  /// The occupation with this code.
  public Optional<Occupation> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /// The family of roles an occupation belongs to: the title of its SOC major group without the
  /// word “Occupations”, for example “Protective Service”.
  public String family(String code) {
    return majors.getOrDefault(code.substring(0, 2), "Other").replace(" Occupations", "");
  }
}
