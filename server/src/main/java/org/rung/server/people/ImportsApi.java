package org.rung.server.people;

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rung.server.access.Audit;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.files.HeldList;
import org.rung.server.files.MendForm;
import org.rung.server.files.NotATable;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Imports of workforce and hiring files, as JSON: send a file, say what its columns are, import
/// it, read what was held, mend it, undo.
@JsonApi
class ImportsApi {
  private final Imports imports;
  private final ImportStore store;
  private final ImportReports reports;
  private final ChangedRows changed;
  private final Mendings mendings;
  private final Audit audit;

  ImportsApi(
      Imports imports,
      ImportStore store,
      ImportReports reports,
      ChangedRows changed,
      Mendings mendings,
      Audit audit) {
    this.imports = imports;
    this.store = store;
    this.reports = reports;
    this.changed = changed;
    this.mendings = mendings;
    this.audit = audit;
  }

  /// An import in a list.
  record ImportOfFile(
      long id,
      @Meaning("What the file is called.") String name,
      ImportKind kind,
      @Meaning("The day the file describes; null while not known.") Optional<LocalDate> day,
      @Meaning("guessed, queued, running, done, undone, cancelled or failed.") String state,
      @Meaning("Rows below the header.") long rows,
      @Meaning("Rows that were not there for this day.") long added,
      @Meaning("Rows that were there with other values.") long changed,
      @Meaning("Rows that were there as they are.") long same,
      @Meaning("Rows that wait until somebody mends them.") long held,
      @Meaning("Rows that somebody said are not to be taken.") long leftOut,
      @Meaning("Rows that are in with values that somebody gave before.") long mended,
      @Meaning("The account.") String by,
      Instant at) {
    static ImportOfFile of(ImportHead head) {
      return new ImportOfFile(
          head.id(),
          head.name(),
          head.kind(),
          head.takenOn(),
          head.state(),
          head.read(),
          head.added(),
          head.changed(),
          head.same(),
          head.held(),
          head.leftOut(),
          head.mended(),
          head.by(),
          head.at());
    }
  }

  /// An import with its columns and what came of it.
  record ImportWhole(
      @Meaning("The import.") ImportOfFile file,
      @Meaning("How the file is laid out, in words.") String layout,
      @Meaning("In the order of the file.") List<ColumnOfFile> columns,
      boolean decimalComma,
      boolean dayFirst,
      @Meaning("What is missing before it can be imported; null when nothing is.")
          Optional<String> missing,
      @Meaning("What was taken for granted, and in how many rows.") Map<String, Long> assumptions,
      @Meaning("Kinds of fault and how many rows have them.") Map<String, Long> faults,
      @Meaning("Why it cannot be undone; null when it can.") Optional<String> keepsFromUndo,
      @Meaning("The long work that imports it.") Optional<Long> job) {}

  /// A column of a file.
  record ColumnOfFile(
      @Meaning("From 1.") int number,
      String name,
      @Meaning("What it is taken for; null for nothing.") Optional<ImportColumn> is) {}

  @Told(value = "List imports", more = "Newest first.")
  @GetMapping("/imports")
  Page<ImportOfFile> all(Paging paging) {
    return paging
        .before(reports.before(paging.seen(), paging.size() + 1), ImportHead::id)
        .map(ImportOfFile::of);
  }

  @Told(
      value = "Send a file of people or requisitions",
      more =
          "CSV or XLSX. Its columns are guessed; nothing is imported yet. The answer says what each column is taken for.",
      status = 201,
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/imports",
      consumes = {"text/csv", JsonApi.XLSX, "application/octet-stream"})
  ResponseEntity<ImportWhole> send(
      @RequestParam @Meaning("What the file is called; a day in it is understood.") String name,
      InputStream content) {
    try {
      long id = imports.guess(name, content, Frames.viewer());
      return Answers.created("/api/v1/imports/" + id, whole(id));
    } catch (NotATable e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  @Told(value = "Read an import", more = "Its columns, what came of it, the kinds of fault.")
  @GetMapping("/imports/{id}")
  ImportWhole one(@PathVariable long id) {
    return whole(id);
  }

  private ImportWhole whole(long id) {
    ImportFile.Stored stored = find(id);
    Mapping mapping = stored.file().mapping();
    List<ColumnOfFile> columns = new ArrayList<>();
    for (int i = 0; i < stored.file().columns().size(); i++) {
      int at = i;
      columns.add(
          new ColumnOfFile(
              i + 1,
              stored.file().columns().get(i),
              mapping.columns().entrySet().stream()
                  .filter(column -> column.getValue() == at)
                  .map(Map.Entry::getKey)
                  .findFirst()));
    }
    Map<String, Long> faults = new TreeMap<>();
    reports.faults(id).forEach(kind -> faults.put(kind.words(), kind.count()));
    return new ImportWhole(
        ImportOfFile.of(reports.head(id).orElseThrow()),
        stored.file().words(),
        columns,
        mapping.decimalComma(),
        mapping.dayFirst(),
        mapping.problem(stored.file().columns()),
        stored.assumptions(),
        faults,
        imports.keepsFromUndo(id),
        reports.job(id));
  }

  private ImportFile.Stored find(long id) {
    return store.find(id).orElseThrow(() -> ImportPages.none(id));
  }

  /// What the columns of a file are.
  record ImportStart(
      @Meaning("The day the file describes.") LocalDate day,
      @Meaning("The number of the column, from 1, for each thing the file has; null as guessed.")
          Optional<Map<String, Integer>> columns,
      @Meaning("1.234,56 and not 1,234.56; null as guessed.") Optional<Boolean> decimalComma,
      @Meaning("31/12/2020 and not 12/31/2020; null as guessed.") Optional<Boolean> dayFirst) {}

  /// The work that imports a file.
  record ImportStarted(@Meaning("The long work.") long job) {}

  @Told(
      value = "Import a file that was sent",
      more =
          "Things that a column can be have the words of columns.is. Ask for the long work until it has ended.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/imports/{id}/start")
  ResponseEntity<ImportStarted> start(@PathVariable long id, @RequestBody ImportStart asked) {
    ImportFile.Stored stored = find(id);
    Mapping guessed = stored.file().mapping();
    Map<ImportColumn, Integer> columns = new EnumMap<>(ImportColumn.class);
    if (asked.columns().isEmpty()) {
      columns.putAll(guessed.columns());
    } else {
      asked.columns().get().forEach((is, number) -> columns.put(column(stored, is), number - 1));
    }
    long job =
        imports.start(
            id,
            guessed.with(
                columns,
                asked.decimalComma().orElse(guessed.decimalComma()),
                asked.dayFirst().orElse(guessed.dayFirst())),
            asked.day(),
            Frames.viewer());
    return Answers.accepted(job, new ImportStarted(job));
  }

  private static ImportColumn column(ImportFile.Stored stored, String is) {
    return ImportColumn.of(stored.kind()).stream()
        .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(is))
        .findFirst()
        .orElseThrow(() ->
            Problem.faulty("columns." + is, "“%s” is nothing that a column can be.".formatted(is)));
  }

  @Told(
      value = "Take a file away that was not imported",
      status = 204,
      problems = ProblemType.REFUSED)
  @DeleteMapping("/imports/{id}")
  ResponseEntity<Void> remove(@PathVariable long id) {
    imports.remove(find(id).id(), Frames.viewer());
    return Answers.done();
  }

  @Told(
      value = "Take an import back",
      more = "Its people, roles and pay of that day are as before.",
      problems = ProblemType.REFUSED)
  @PostMapping("/imports/{id}/undo")
  ImportWhole undo(@PathVariable long id) {
    imports.undo(find(id).id(), Frames.viewer());
    return whole(id);
  }

  /// A fault of a row that waits.
  record HeldFault(
      @Meaning("In the file, from 1.") long line,
      @Meaning("From 1; 0 for the row as a whole.") int column,
      String columnName,
      String value,
      @Meaning("The kind, the same words for every row that has it.") String fault,
      @Meaning("What is wrong, and what would be right.") String reason,
      @Meaning("The version of the row; a mending names it.") int version) {
    static HeldFault of(HeldList.Row row) {
      return new HeldFault(
          row.line(),
          row.columnNo(),
          row.column(),
          row.value(),
          row.fault(),
          row.detail(),
          row.version());
    }
  }

  @Told(value = "List the rows that wait", more = "By line. The look is noted.")
  @GetMapping("/imports/{id}/held")
  Page<HeldFault> held(
      Paging paging,
      @PathVariable long id,
      @RequestParam(defaultValue = "") @Meaning("A kind of fault.") String fault,
      @RequestParam(defaultValue = "") @Meaning("A column's name.") String column) {
    ImportFile.Stored stored = find(id);
    audit.read("people", "held rows of import %d".formatted(id));
    return paging
        .page(
            reports.heldRows(stored, fault, column, paging.number(), paging.size()),
            reports.heldFaults(id, fault, column))
        .map(HeldFault::of);
  }

  /// Values for rows that wait, or one row to leave out.
  record ImportMending(
      List<RowMended> rows,
      @Meaning("A row that is not to be taken; null for none. Nothing else is done then.")
          Optional<RowLeftOut> leaveOut) {
    ImportMending {
      rows = List.copyOf(rows);
    }
  }

  /// A row with values for it.
  record RowMended(
      long line,
      @Meaning("The version that was read.") int version,
      @Meaning("By the number of the column, from 1.") Map<Integer, String> values) {}

  /// A row that is not to be taken.
  record RowLeftOut(long line, @Meaning("The version that was read.") int version) {}

  /// What became of a mending.
  record ImportMended(
      @Meaning("To undo it by; null when no row was settled.") Optional<Long> deed,
      @Meaning("Rows that are in now.") int taken,
      int leftOut,
      @Meaning("Rows that were settled so before.") int before,
      @Meaning("Values that were taken while their row still waits.") int kept,
      @Meaning("Values that were not taken.") List<ValueRefused> problems) {}

  /// A value that was not taken.
  record ValueRefused(
      long line, @Meaning("From 1; 0 for the row.") int column, String value, String reason) {}

  @Told(
      value = "Mend rows that wait, or leave one out",
      more =
          "A row is taken when all its values are sound. Values that are not are listed, and the others are kept.",
      problems = ProblemType.REFUSED)
  @PostMapping("/imports/{id}/mend")
  ImportMended mend(@PathVariable long id, @RequestBody ImportMending asked) {
    find(id);
    Mendings.Outcome outcome =
        mendings.mend(
            id,
            new MendForm(
                asked.rows().stream()
                    .map(row -> new MendForm.Row(row.line(), row.version(), row.values()))
                    .toList(),
                asked.leaveOut().isPresent()
                    ? OptionalLong.of(asked.leaveOut().get().line())
                    : OptionalLong.empty()),
            asked.leaveOut().map(RowLeftOut::version).orElse(0),
            Frames.viewer());
    return new ImportMended(
        outcome.deed(),
        outcome.taken(),
        outcome.leftOut(),
        outcome.before(),
        outcome.kept(),
        outcome.problems().stream()
            .map(problem ->
                new ValueRefused(
                    problem.line(), problem.columnNo(), problem.typed(), problem.reason()))
            .toList());
  }

  /// Rows that wait again.
  record RowsWaiting(int rows) {}

  @Told(
      value = "Undo a mending",
      more = "Its rows wait again, as the file has them.",
      problems = ProblemType.REFUSED)
  @PostMapping("/imports/{id}/deeds/{deed}/undo")
  RowsWaiting undoDeed(@PathVariable long id, @PathVariable long deed) {
    return new RowsWaiting(mendings.undo(find(id).id(), deed, Frames.viewer()));
  }

  /// A value that an import changed in a row that was there.
  record ValueChanged(
      @Meaning("The person's id.") String person,
      @Meaning("What the column is.") String column,
      @Meaning("In words; pay only where five people have the title.") String before,
      String after) {
    static ValueChanged of(ImportReportPage.Change change) {
      return new ValueChanged(change.id(), change.column(), change.before(), change.after());
    }
  }

  @Told(value = "List the values that an import changed", more = "By person. The look is noted.")
  @GetMapping("/imports/{id}/changes")
  Page<ValueChanged> changes(Paging paging, @PathVariable long id) {
    find(id);
    audit.read("people", "changed rows of import %d".formatted(id));
    return paging
        .page(changed.page(id, paging.number(), paging.size()), changed.count(id))
        .map(ValueChanged::of);
  }

  /// A row that somebody mended or left out.
  record RowSettled(
      long line,
      @Meaning("in, left out, or waits still.") String state,
      @Meaning("Each as column: was → is.") List<String> values,
      @Meaning("The account and when, in words.") String by,
      @Meaning("To undo it by; null while it waits.") Optional<Long> deed) {
    static RowSettled of(ImportReportPage.Mended mended) {
      return new RowSettled(
          mended.line(),
          mended.state(),
          mended.values(),
          mended.who(),
          mended.deed() == 0 ? Optional.empty() : Optional.of(mended.deed()));
    }
  }

  @Told(
      value = "List the rows that people mended or left out",
      more = "Newest first, the last thousand. The look is noted.")
  @GetMapping("/imports/{id}/mended")
  Page<RowSettled> mended(Paging paging, @PathVariable long id) {
    find(id);
    audit.read("people", "mended rows of import %d".formatted(id));
    return paging.of(reports.mended(id, 1_000)).map(RowSettled::of);
  }
}
