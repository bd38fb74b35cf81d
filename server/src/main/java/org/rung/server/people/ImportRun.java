package org.rung.server.people;

import java.nio.file.Path;
import org.rung.server.files.TabularFile;
import org.rung.server.jobs.Work.Progress;
import org.springframework.stereotype.Component;

/// Runs the import that fits the kind of a file.
@Component
class ImportRun {
  private final WorkforceImport workforce;
  private final HiringImport hiring;

  ImportRun(WorkforceImport workforce, HiringImport hiring) {
    this.workforce = workforce;
    this.hiring = hiring;
  }

  ImportReport run(ImportFile.Stored stored, Path path, Progress progress) {
    TabularFile file = TabularFile.open(path, stored.name(), ColumnGuess::knownNames);
    Mapping mapping = stored.file().mapping().checked(file.columns());
    return switch (stored.kind()) {
      case WORKFORCE ->
          workforce.run(
              stored.id(),
              file,
              mapping,
              stored.takenOn().orElseThrow(),
              stored.askedBy(),
              progress);
      case HIRING ->
          hiring.run(
              stored.id(),
              file,
              mapping,
              stored.takenOn().orElseThrow(),
              stored.askedBy(),
              progress);
    };
  }
}
