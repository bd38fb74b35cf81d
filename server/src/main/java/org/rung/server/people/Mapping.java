package org.rung.server.people;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.pages.Refused;

/// Which column of a file is what, and how its numbers and dates are written.
///
/// @param columns position from 0 of each thing that the file has
/// @param decimalComma `1.234,56` and not `1,234.56`
/// @param dayFirst `31/12/2020` and not `12/31/2020`
public record Mapping(
    ImportKind kind, Map<ImportColumn, Integer> columns, boolean decimalComma, boolean dayFirst) {
  public Mapping {
    columns = Map.copyOf(columns);
  }

  /// The position of a column, -1 when the file has none.
  int at(ImportColumn column) {
    return columns.getOrDefault(column, -1);
  }

  /// The same with another reading of its columns.
  public Mapping with(Map<ImportColumn, Integer> other, boolean comma, boolean day) {
    return new Mapping(kind, other, comma, day);
  }

  /// What is missing before the file can be imported, in words; empty when nothing is.
  public Optional<String> problem(List<String> names) {
    for (ImportColumn column : ImportColumn.of(kind)) {
      if (column.required() && !columns.containsKey(column)) {
        return Optional.of(
            "No column is chosen for “%s”. Choose the one that holds it."
                .formatted(column.words()));
      }
    }
    if (kind == ImportKind.WORKFORCE
        && !columns.containsKey(ImportColumn.ANNUAL_PAY)
        && !columns.containsKey(ImportColumn.MONTHLY_PAY)
        && !columns.containsKey(ImportColumn.HOURLY_PAY)) {
      return Optional.of(
          "No column is chosen for pay. Choose one for pay a year, a month or an hour.");
    }
    Set<Integer> taken = new HashSet<>();
    for (Map.Entry<ImportColumn, Integer> entry : new EnumMap<>(columns).entrySet()) {
      int position = entry.getValue();
      if (position < 0 || position >= names.size()) {
        return Optional.of(
            "“%s” is column %d, and the file has %d columns."
                .formatted(entry.getKey().words(), position + 1, names.size()));
      }
      if (!taken.add(position)) {
        return Optional.of(
            "Column %d, “%s”, is chosen twice. Choose it for one thing only."
                .formatted(position + 1, names.get(position)));
      }
    }
    return Optional.empty();
  }

  /// @throws Refused when something is missing
  Mapping checked(List<String> names) {
    problem(names)
        .ifPresent(problem -> {
          throw new Refused(problem);
        });
    return this;
  }
}
