package org.rung.server.growth;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The occupation outside: employment and pay in the United States, and what is expected of them.
@Component
class Market {
  private final JdbcClient jdbc;

  Market(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One May of the Occupational Employment and Wage Statistics.
  ///
  /// @param medianCents a year; empty where it was not published
  /// @param topCoded the median lies at or above what is published
  record Year(int year, OptionalLong employment, OptionalLong medianCents, boolean topCoded) {}

  /// The Employment Projections for an occupation.
  ///
  /// @param changePercent from 2024 to 2034
  /// @param exitPercent a year who leave the labour force
  /// @param transferPercent a year who go to another occupation
  record Projection(
      String title,
      OptionalLong employment2024,
      OptionalLong employment2034,
      OptionalDouble changePercent,
      OptionalLong openingsPerYear,
      OptionalDouble exitPercent,
      OptionalDouble transferPercent) {}

  /// The years whose code can be followed, in time.
  List<Year> series(String soc) {
    return jdbc.sql(
            """
            select year, employment, annual_median_cents, top_coded
              from reference.wage
             where soc = :soc
               and comparable
             order by year
            """)
        .param("soc", soc)
        .query((row, n) ->
            new Year(
                row.getInt("year"),
                whole(row.getObject("employment", Long.class)),
                whole(row.getObject("annual_median_cents", Long.class)),
                row.getBoolean("top_coded")))
        .list();
  }

  Optional<Projection> projection(String soc) {
    return jdbc.sql(
            """
            select title, employment_2024, employment_2034, change_percent, openings_per_year,
                   exit_rate_percent, transfer_rate_percent
              from reference.projection
             where soc = :soc
            """)
        .param("soc", soc)
        .query((row, n) ->
            new Projection(
                row.getString("title"),
                whole(row.getObject("employment_2024", Long.class)),
                whole(row.getObject("employment_2034", Long.class)),
                decimal(row.getObject("change_percent", Double.class)),
                whole(row.getObject("openings_per_year", Long.class)),
                decimal(row.getObject("exit_rate_percent", Double.class)),
                decimal(row.getObject("transfer_rate_percent", Double.class))))
        .optional();
  }

  private static OptionalLong whole(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalDouble decimal(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
