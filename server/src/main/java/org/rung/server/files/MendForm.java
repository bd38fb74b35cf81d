package org.rung.server.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// What people typed into the list of held rows: values as `m.LINE.COLUMN`, the version of each row
/// that they saw as `v.LINE`, and the row to leave out as `out`.
///
/// @param rows those with a value, by line
/// @param out the row to leave out
public record MendForm(List<Row> rows, OptionalLong out) {
  /// Typed for a value that shall be empty: a field left empty says nothing.
  public static final String EMPTY = "(empty)";

  public MendForm {
    rows = List.copyOf(rows);
  }

  /// A row with the values typed for it.
  ///
  /// @param version of the row that the person saw, 0 for one that nobody touched
  /// @param values by column, from 1
  public record Row(long line, int version, Map<Integer, String> values) {
    public Row {
      values = Map.copyOf(values);
    }
  }

  /// Reads the fields of a form; fields of other names are passed over.
  public static MendForm of(Map<String, String> form) {
    Map<Long, Map<Integer, String>> typed = new TreeMap<>();
    form.forEach((name, value) -> {
      if (name.matches("m\\.\\d{1,15}\\.\\d{1,6}") && !value.isBlank()) {
        String[] place = name.split("\\.", -1);
        typed
            .computeIfAbsent(Long.valueOf(place[1]), line -> new TreeMap<>())
            .put(Integer.valueOf(place[2]), value.strip().equals(EMPTY) ? "" : Cells.clean(value));
      }
    });
    List<Row> rows = new ArrayList<>();
    typed.forEach((line, values) -> rows.add(new Row(line, version(form, line), values)));
    String out = form.getOrDefault("out", "");
    return new MendForm(
        rows,
        out.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(out)) : OptionalLong.empty());
  }

  /// The version of a row that the person saw.
  public static int version(Map<String, String> form, long line) {
    String version = form.getOrDefault("v." + line, "0");
    return version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
  }
}
