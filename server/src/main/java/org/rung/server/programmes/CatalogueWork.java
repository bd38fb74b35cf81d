package org.rung.server.programmes;

import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The import of a catalogue as a job: from the bytes in the database, so that it starts again
/// after a restart.
@Component
class CatalogueWork implements Work {
  static final String KIND = "catalogue-import";

  private final CatalogueImports imports;
  private final Programmes programmes;
  private final JsonMapper json = new JsonMapper();

  CatalogueWork(CatalogueImports imports, Programmes programmes) {
    this.imports = imports;
    this.programmes = programmes;
  }

  /// The input of the job.
  record Input(long importId) {
    String json() {
      return new JsonMapper().writeValueAsString(this);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(Job job, Progress progress) {
    long id = json.readValue(job.input(), Input.class).importId();
    try {
      imports.read(id, progress);
    } catch (Refused e) {
      throw new WorkFailed(String.valueOf(e.getMessage()));
    }
    CatalogueReport report =
        programmes
            .report(id)
            .orElseThrow(
                () -> new WorkFailed("The file of this import was removed. Send it again."));
    return "%s rows read: %s new, %s changed, %s the same, %s held."
        .formatted(
            Formats.count(report.read()),
            Formats.count(report.added()),
            Formats.count(report.changed()),
            Formats.count(report.same()),
            Formats.count(report.held()));
  }
}
