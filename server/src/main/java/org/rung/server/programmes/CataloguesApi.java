package org.rung.server.programmes;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.rung.server.files.HeldList;
import org.rung.server.pages.Frames;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/// Imports of training catalogues, as JSON.
@JsonApi
class CataloguesApi {
  private final CatalogueImports imports;
  private final Programmes programmes;

  CataloguesApi(CatalogueImports imports, Programmes programmes) {
    this.imports = imports;
    this.programmes = programmes;
  }

  /// A catalogue that was sent and what became of its rows.
  record CatalogueOfFile(
      long id,
      String name,
      @Meaning("sent, queued, running, done, undone, cancelled or failed.") String state,
      @Meaning("Rows below the header that were read.") int rows,
      @Meaning("Programmes that were not known.") int added,
      @Meaning("Programmes of which the file says something else than before.") int changed,
      @Meaning("Programmes of which it says the same.") int same,
      @Meaning("Rows that wait until somebody mends them.") int held,
      @Meaning("Taken, but their field of study leads to no occupation.") int withoutOccupation,
      @Meaning("Kinds of fault and how many wait.") Map<String, Integer> faults,
      @Meaning("Why it cannot be undone; null when it can.") Optional<String> keepsFromUndo,
      @Meaning("The long work that reads it.") Optional<Long> job,
      @Meaning("The account.") String by,
      Instant at) {}

  private CatalogueOfFile of(CatalogueReport report) {
    return new CatalogueOfFile(
        report.id(),
        report.fileName(),
        report.state(),
        report.read(),
        report.added(),
        report.changed(),
        report.same(),
        report.held(),
        report.withoutOccupation(),
        report.faults(),
        imports.keepsFromUndo(report.id()),
        imports.job(report.id()),
        report.by(),
        report.at());
  }

  @Told(value = "List catalogues", more = "Newest first.")
  @GetMapping("/programmes/imports")
  Page<CatalogueOfFile> all(Paging paging) {
    return paging.before(programmes.reports(), CatalogueReport::id).map(this::of);
  }

  @Told(
      value = "Send a catalogue",
      more =
          "CSV or XLSX with a line of column names. It is kept; no programme is changed yet. The same bytes again are the same catalogue.",
      status = 201,
      problems = {ProblemType.REFUSED, ProblemType.WRONG_CONTENT_TYPE})
  @PostMapping(
      path = "/programmes/imports",
      consumes = {"text/csv", JsonApi.XLSX, "application/octet-stream"})
  ResponseEntity<CatalogueOfFile> send(
      @RequestParam @Meaning("What the file is called.") String name, InputStream content) {
    long id = imports.send(name, content, Frames.viewer()).id();
    return Answers.created("/api/v1/programmes/imports/" + id, one(id));
  }

  @Told("Read what became of a catalogue")
  @GetMapping("/programmes/imports/{id}")
  CatalogueOfFile one(@PathVariable long id) {
    return of(find(id));
  }

  private CatalogueReport find(long id) {
    return programmes.report(id).orElseThrow(() -> CataloguePages.none(id));
  }

  /// The work that reads a catalogue.
  record CatalogueStarted(@Meaning("The long work.") long job) {}

  @Told(
      value = "Read a catalogue that was sent",
      more = "Ask for the long work until it has ended.",
      status = 202,
      problems = ProblemType.REFUSED)
  @PostMapping("/programmes/imports/{id}/start")
  ResponseEntity<CatalogueStarted> start(@PathVariable long id) {
    find(id);
    long job = imports.start(id, Frames.viewer());
    return Answers.accepted(job, new CatalogueStarted(job));
  }

  @Told(
      value = "Take a catalogue away that was not read",
      status = 204,
      problems = ProblemType.REFUSED)
  @DeleteMapping("/programmes/imports/{id}")
  ResponseEntity<Void> remove(@PathVariable long id) {
    imports.remove(id);
    return Answers.done();
  }

  @Told(
      value = "Take a catalogue back",
      more = "Programmes it added are gone, those it changed are as before.",
      problems = ProblemType.REFUSED)
  @PostMapping("/programmes/imports/{id}/undo")
  CatalogueOfFile undo(@PathVariable long id) {
    find(id);
    imports.undo(id);
    return one(id);
  }

  /// A fault of a row that waits.
  record CatalogueFault(
      @Meaning("In the file, from 1.") int line,
      @Meaning("From 1.") int column,
      String columnName,
      @Meaning("The number of the programme; empty where the row has none.") String code,
      String value,
      @Meaning("The kind, the same words for every row that has it.") String fault,
      @Meaning("What is wrong with this value.") String reason,
      @Meaning("A value that would do; null where the row tells none.") Optional<String> suggested,
      @Meaning("The version of the row; a mending names it.") int version) {
    static CatalogueFault of(HeldRow row) {
      return new CatalogueFault(
          row.line(),
          row.columnNo(),
          row.column(),
          row.code(),
          row.value(),
          row.reason(),
          row.detail(),
          row.suggested(),
          row.version());
    }
  }

  @Told(value = "List the rows of a catalogue that wait", more = "By line.")
  @GetMapping("/programmes/imports/{id}/held")
  Page<CatalogueFault> held(
      Paging paging,
      @PathVariable long id,
      @RequestParam(defaultValue = "") @Meaning("A kind of fault.") String fault) {
    find(id);
    return paging
        .of(
            programmes.held(id).stream()
                .filter(row -> fault.isEmpty() || row.reason().equals(fault))
                .sorted(Comparator.comparing(HeldRow::line).thenComparing(HeldRow::columnNo))
                .toList())
        .map(CatalogueFault::of);
  }

  /// Values for rows that wait.
  record CatalogueMending(
      @Meaning("Every value that was suggested; the list of values is passed over then.")
          boolean suggested,
      List<CatalogueValue> values) {
    CatalogueMending {
      values = List.copyOf(values);
    }
  }

  /// A value for a row that waits.
  record CatalogueValue(
      int line,
      @Meaning("From 1.") int column,
      String value,
      @Meaning("The version that was read.") int version) {}

  /// What became of a mending.
  record CatalogueMended(
      @Meaning("Rows that are in now.") int taken,
      @Meaning("Values that were not taken.") List<CatalogueRefusal> problems) {}

  /// A value that was not taken.
  record CatalogueRefusal(long line, int column, String value, String reason) {
    static CatalogueRefusal of(HeldList.Problem problem) {
      return new CatalogueRefusal(
          problem.line(), problem.columnNo(), problem.typed(), problem.reason());
    }
  }

  @Told(value = "Mend rows of a catalogue", problems = ProblemType.REFUSED)
  @PostMapping("/programmes/imports/{id}/mend")
  CatalogueMended mend(@PathVariable long id, @RequestBody CatalogueMending asked) {
    find(id);
    List<Programmes.Mend> mends = new ArrayList<>();
    if (asked.suggested()) {
      mends.addAll(programmes.suggested(id));
    } else {
      asked
          .values()
          .forEach(value ->
              mends.add(
                  new Programmes.Mend(
                      value.line(), value.column(), value.value(), value.version())));
    }
    Programmes.Mending mending = programmes.mend(id, mends, Frames.viewer());
    return new CatalogueMended(
        mending.taken(), mending.refused().stream().map(CatalogueRefusal::of).toList());
  }
}
