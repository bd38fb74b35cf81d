package org.rung.server.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What the database knows of how a file is laid out.
///
/// @param columns the names in the header
/// @param words the layout for people: `UTF-8, comma`
/// @param mapping which column is what
/// @param sample the first rows, for the page that shows the guess; emptied when the import is done
record ImportFile(
    List<String> columns,
    String words,
    long headerLine,
    Mapping mapping,
    List<List<String>> sample) {
  private static final JsonMapper JSON = new JsonMapper();

  ImportFile {
    columns = List.copyOf(columns);
    sample = List.copyOf(sample);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  static ImportFile of(String json) {
    return JSON.readValue(json, ImportFile.class);
  }

  ImportFile with(Mapping other) {
    return new ImportFile(columns, words, headerLine, other, sample);
  }

  /// Values of a column in the sample that are not empty, each once, at most three.
  List<String> examples(int column) {
    return sample.stream()
        .map(row -> row.get(column))
        .filter(value -> !value.isEmpty())
        .distinct()
        .limit(3)
        .toList();
  }

  /// A row of people.import.
  record Stored(
      long id,
      String name,
      ImportKind kind,
      Optional<LocalDate> takenOn,
      ImportFile file,
      String askedBy,
      Map<String, Long> assumptions) {}
}
