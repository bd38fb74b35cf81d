package org.rung.server.planning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rung.server.growth.Renames;
import org.rung.server.jobs.Work;
import org.rung.server.openings.Openings;
import org.rung.server.pathways.Pathways;
import org.rung.server.people.ImportReport;
import org.rung.server.people.Imports;
import org.rung.server.programmes.ProgrammeIntakes;
import org.rung.server.programmes.Programmes;
import org.rung.server.skills.LabelReport;
import org.rung.server.skills.RoleLabels;
import org.rung.server.skills.RoleMatching;
import org.springframework.stereotype.Component;

/// A folder of an employer's files, taken in order: `workforce/*`, `hiring.csv`, `roles.csv`,
/// `programmes.csv`, `intakes.csv`, `openings.csv`, `scenario.yaml`. Each part is taken once
/// however often the folder is: the same file changes nothing.
@Component
public class PlanFolder {
  private final Imports imports;
  private final RoleMatching matching;
  private final RoleLabels labels;
  private final Renames renames;
  private final Programmes programmes;
  private final ProgrammeIntakes intakes;
  private final Openings openings;
  private final Pathways pathways;
  private final Scenarios scenarios;

  PlanFolder(
      Imports imports,
      RoleMatching matching,
      RoleLabels labels,
      Renames renames,
      Programmes programmes,
      ProgrammeIntakes intakes,
      Openings openings,
      Pathways pathways,
      Scenarios scenarios) {
    this.imports = imports;
    this.matching = matching;
    this.labels = labels;
    this.renames = renames;
    this.programmes = programmes;
    this.intakes = intakes;
    this.openings = openings;
    this.pathways = pathways;
    this.scenarios = scenarios;
  }

  /// What was taken from a folder.
  ///
  /// @param scenario its id
  /// @param held rows of all files that were not taken
  /// @param notes a line for each file, for people
  public record Taken(long scenario, long held, List<String> notes) {}

  /// Takes the files of a folder into the database.
  ///
  /// @param by who answers for it
  /// @throws ScenarioProblem when the folder has no scenario or no workforce, or one cannot be used
  public Taken take(Path folder, String by, Work.Progress progress) {
    String yaml = scenario(folder);
    ScenarioFile.read(yaml);
    matching.prepare();
    List<String> notes = new ArrayList<>();
    long held = 0;
    List<Path> files = workforce(folder);
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      progress.step("reading " + file.getFileName(), i, files.size() + 5L);
      LocalDate day =
          imports
              .dayOf(file)
              .orElseThrow(() ->
                  new ScenarioProblem(
                      "%s does not say which day it describes. Name it like 2020-06-30.csv."
                          .formatted(file.getFileName())));
      ImportReport report = imports.importNow(file, day, by);
      held += report.held();
      notes.add("%s: %d rows, %d held".formatted(file.getFileName(), report.read(), report.held()));
    }
    Path hiring = folder.resolve("hiring.csv");
    if (Files.exists(hiring)) {
      ImportReport report = imports.importNow(hiring, LocalDate.EPOCH, by);
      held += report.held();
      notes.add("hiring.csv: %d rows, %d held".formatted(report.read(), report.held()));
    }
    progress.step("matching roles with occupations", files.size(), files.size() + 5L);
    Path labelled = folder.resolve("roles.csv");
    if (Files.exists(labelled)) {
      LabelReport report = labels.importLabels(labelled, labelsOf(folder));
      held += report.held().size();
      notes.add("roles.csv: " + report.words());
    }
    matching.matchMissing();
    int merged = renames.acceptAll(by);
    if (merged > 0) {
      notes.add("%d titles that look renamed were merged".formatted(merged));
    }
    progress.step("reading programmes", files.size() + 1L, files.size() + 5L);
    Path catalogue = folder.resolve("programmes.csv");
    if (Files.exists(catalogue)) {
      var report = programmes.importCatalogue(catalogue, by);
      held += report.held();
      notes.add("programmes.csv: %d rows, %d held".formatted(report.read(), report.held()));
    }
    Path runs = folder.resolve("intakes.csv");
    if (Files.exists(runs)) {
      var report = intakes.importFile(runs, by);
      held += report.bad().size();
      notes.add("intakes.csv: %d rows, %d held".formatted(report.lines(), report.bad().size()));
    }
    Path places = folder.resolve("openings.csv");
    if (Files.exists(places)) {
      var report = openings.importFile(places, by);
      held += report.bad().size();
      notes.add("openings.csv: %d rows, %d held".formatted(report.lines(), report.bad().size()));
    }
    progress.step("finding pathways", files.size() + 2L, files.size() + 5L);
    pathways.rebuild();
    return new Taken(scenarios.add(yaml, by), held, List.copyOf(notes));
  }

  /// Who answers for labels of a file is the file: whoever takes the folder has not made them.
  private static String labelsOf(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return (name == null ? "" : name + "/") + "roles.csv";
  }

  private static String scenario(Path folder) {
    Path file = folder.resolve("scenario.yaml");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ScenarioProblem(
          "There is no scenario.yaml in %s. Begin with a copy of examples/chicago/scenario.yaml."
              .formatted(folder),
          e);
    }
  }

  private static List<Path> workforce(Path folder) {
    Path files = folder.resolve("workforce");
    if (!Files.isDirectory(files)) {
      throw new ScenarioProblem(
          "There is no folder workforce in %s. Put one CSV or XLSX file a day into it, named like 2020-06-30.csv."
              .formatted(folder));
    }
    try (var all = Files.list(files)) {
      List<Path> found =
          all.filter(file -> file.toString().matches("(?i).*\\.(csv|tsv|txt|xlsx)"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new ScenarioProblem(
            "The folder %s has no CSV or XLSX file. Put one a day into it.".formatted(files));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
