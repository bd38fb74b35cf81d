package org.rung.server.people;

import java.util.List;
import java.util.Optional;
import org.rung.server.jobs.Job;

/// What the page of a file that is not imported yet shows: what each column was taken for.
///
/// @param size of the file, in words
/// @param day `2020-06-30`, empty when nothing tells it
/// @param choices what a column can be
/// @param problem what is missing before it can be imported; empty when nothing is
/// @param job the run before, when it failed or was cancelled
public record ImportMappingPage(
    long id,
    String name,
    ImportKind kind,
    String layout,
    String size,
    long headerLine,
    List<Column> columns,
    String day,
    boolean decimalComma,
    boolean dayFirst,
    List<ImportColumn> choices,
    String problem,
    Optional<Job> job) {
  public ImportMappingPage {
    columns = List.copyOf(columns);
    choices = List.copyOf(choices);
  }

  /// A column of the file.
  ///
  /// @param is what it was taken for
  public record Column(int index, String name, List<String> examples, Optional<ImportColumn> is) {}

  /// How many columns were taken for something.
  public long known() {
    return columns.stream().filter(column -> column.is().isPresent()).count();
  }
}
