package org.rung.server.programmes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.database.TextArray;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the rows of a catalogue that was sent into the programmes.
@Component
class CatalogueRows {
  private final JdbcClient jdbc;
  private final HeldProgrammes heldRows;
  private final ProgrammeRows rows;

  CatalogueRows(JdbcClient jdbc, HeldProgrammes heldRows, ProgrammeRows rows) {
    this.jdbc = jdbc;
    this.heldRows = heldRows;
    this.rows = rows;
  }

  /// Reads the rows of a catalogue into the programmes, in the transaction of the caller.
  ///
  /// @param importId of a row of programmes.import in the state queued
  void read(long importId, Catalogue.Lines file, Programmes.Steps steps) {
    Catalogue catalogue = new Catalogue(file.header());
    Map<HeldProgrammes.Mended, String> remembered = heldRows.remembered();
    List<Programme> taken = new ArrayList<>();
    List<HeldProgrammes.Row> held = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    int done = 0;
    for (Catalogue.Line line : file.lines()) {
      if (done++ % 1_000 == 0) {
        steps.step("checking rows", done, file.lines().size());
      }
      List<String> cells = line.cells();
      String code = catalogue.value(cells, "program_id");
      for (int column = 1; column <= file.header().size() && !remembered.isEmpty(); column++) {
        String was = column <= cells.size() ? cells.get(column - 1).strip() : "";
        String becomes =
            remembered.get(new HeldProgrammes.Mended(code, name(catalogue, column), was));
        if (becomes != null) {
          cells = catalogue.with(cells, column, becomes);
        }
      }
      if (!code.isEmpty() && !codes.add(code)) {
        held.add(
            row(
                catalogue,
                line,
                List.of(
                    new Fault(
                        catalogue.columnNo("program_id"),
                        "program_id",
                        code,
                        Catalogue.TWICE,
                        "the first row with %s was taken".formatted(code),
                        Optional.empty()))));
        continue;
      }
      if (line.given() != file.header().size()) {
        held.add(row(catalogue, line, List.of(ragged(file.header(), line))));
        continue;
      }
      switch (catalogue.read(cells)) {
        case Catalogue.Read.Taken t -> taken.add(t.programme());
        case Catalogue.Read.Held h -> held.add(row(catalogue, line, h.faults()));
      }
    }
    steps.step("writing programmes", done, done);
    heldRows.hold(importId, held);
    Programmes.Saved saved = rows.save(taken, importId, null);
    jdbc.sql(
            """
            update programmes.import
               set state = 'done',
                   header = :header::text[],
                   rows_read = :read,
                   rows_new = :added,
                   rows_changed = :changed,
                   rows_same = :same,
                   rows_held = :held,
                   without_occupation = :without
             where id = :id
            """)
        .param("header", TextArray.of(file.header()))
        .param("read", file.lines().size())
        .param("added", saved.added())
        .param("changed", saved.changed())
        .param("same", taken.size() - saved.added() - saved.changed())
        .param("held", held.size())
        .param("without", saved.withoutTarget())
        .param("id", importId)
        .update();
  }

  private static String name(Catalogue catalogue, int column) {
    // Faults name a column as the product does, whatever the file calls it.
    for (String known :
        List.of(
            "program_id",
            "provider",
            "programme",
            "cip_code",
            "tuition",
            "fees",
            "books",
            "supplies",
            "other_costs",
            "total_cost",
            "clock_hours",
            "calendar_length_id",
            "employed_share",
            "retention_share",
            "average_quarterly_wage",
            "completed")) {
      if (catalogue.columnNo(known) == column) {
        return known;
      }
    }
    return "";
  }

  /// Told of the first column that is not given, or of the last one when there are too many.
  private static Fault ragged(List<String> header, Catalogue.Line line) {
    int column = Math.min(line.given() + 1, header.size());
    return new Fault(
        column,
        header.get(column - 1),
        line.cells().get(column - 1),
        Catalogue.RAGGED,
        "the row has %d values, the first line %d columns; look at its quotes and separators"
            .formatted(line.given(), header.size()),
        Optional.empty());
  }

  private static HeldProgrammes.Row row(
      Catalogue catalogue, Catalogue.Line line, List<Fault> faults) {
    String code = catalogue.value(line.cells(), "program_id");
    String name = catalogue.value(line.cells(), "programme");
    return new HeldProgrammes.Row(
        line.line(), code, name.isEmpty() ? "(no name)" : name, line.cells(), faults);
  }
}
