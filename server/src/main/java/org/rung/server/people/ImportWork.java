package org.rung.server.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rung.server.files.NotATable;
import org.rung.server.jobs.Job;
import org.rung.server.jobs.Work;
import org.rung.server.pages.Formats;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// An import as a job: from the bytes in the database, so that it starts again after a restart.
@Component
class ImportWork implements Work {
  static final String KIND = "people-import";

  private final JdbcClient jdbc;
  private final ImportStore store;
  private final ImportRun run;
  private final ApplicationEventPublisher events;
  private final JsonMapper json = new JsonMapper();

  ImportWork(JdbcClient jdbc, ImportStore store, ImportRun run, ApplicationEventPublisher events) {
    this.events = events;
    this.jdbc = jdbc;
    this.store = store;
    this.run = run;
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
    if (!done(id)) {
      ImportFile.Stored stored =
          store
              .find(id)
              .orElseThrow(
                  () -> new WorkFailed("The file of this import was removed. Send it again."));
      Path file = store.kept().unpack(id);
      try {
        run.run(stored, file, progress);
      } catch (ImportStore.DoneMeanwhile e) {
        // Its report stands already.
        progress.step("closing", 0, 0);
      } catch (NotATable e) {
        throw new WorkFailed(String.valueOf(e.getMessage()));
      } finally {
        remove(file);
      }
    }
    // Also after a server was killed between the last commit and this: then it is told again.
    events.publishEvent(new PeopleImported(id, job.askedBy()));
    return jdbc.sql(
            """
            select rows_read, rows_new, rows_changed, rows_same, rows_held, rows_left_out
              from people.import
             where id = :id
            """)
        .param("id", id)
        .query((row, n) ->
            "%s rows read: %s new, %s changed, %s the same, %s held."
                .formatted(
                    Formats.count(row.getLong("rows_read")),
                    Formats.count(row.getLong("rows_new")),
                    Formats.count(row.getLong("rows_changed")),
                    Formats.count(row.getLong("rows_same")),
                    Formats.count(row.getLong("rows_held"))))
        .single();
  }

  /// A server killed between the last commit of the work and that of its job.
  private boolean done(long id) {
    return jdbc.sql("select state = 'done' from people.import where id = :id")
        .param("id", id)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
