package org.rung.server.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What the generator is told, from the folder `inputs/` of the example.
///
/// @param scenario text with places like `{{people}}`
/// @param readme the same
record Inputs(
    List<Title> titles,
    List<Step> steps,
    List<Course> courses,
    String scenario,
    String readme,
    Wages wages) {

  /// A title of the employer at 300,000 people.
  ///
  /// @param grades as they stand behind the title; one empty one where there are none
  /// @param sites kinds of site, the usual one first
  /// @param people of all grades
  /// @param growthPercent in the five years before the latest roster
  /// @param partTime share of its people
  /// @param low place of its lowest pay in the occupation's distribution, 0 to 1; `high` the other
  record Title(
      String title,
      List<String> grades,
      String occupation,
      List<String> sites,
      int people,
      double growthPercent,
      boolean hourly,
      double partTime,
      double low,
      double high) {
    String soc() {
      return occupation.substring(0, 7);
    }
  }

  /// People who go from one title to another.
  ///
  /// @param aYear share of those in the first title
  record Step(String from, String to, double aYear) {}

  /// A programme of the catalogue.
  ///
  /// @param taughtBy `own`, `partner` or `self-serve`
  /// @param length `calendar_length_id` of the catalogue
  /// @param dollars for one person
  /// @param seatsWeight how many seats beside the others
  record Course(
      String template,
      String name,
      String taughtBy,
      String cip,
      int hours,
      int length,
      int dollars,
      double seatsWeight) {}

  static Inputs read(Path home) {
    Path folder = home.resolve("examples").resolve("upskilling-2025").resolve("inputs");
    return new Inputs(
        rows(
            folder.resolve("roles.csv"),
            row ->
                new Title(
                    row.getField("title"),
                    List.of(row.getField("grades").split(" ")),
                    row.getField("occupation"),
                    List.of(row.getField("sites").split("\\|")),
                    Integer.parseInt(row.getField("people")),
                    Double.parseDouble(row.getField("growth_percent")),
                    row.getField("basis").equals("hourly"),
                    percent(row, "part_time_percent"),
                    percent(row, "low_percent"),
                    percent(row, "high_percent"))),
        rows(
            folder.resolve("steps.csv"),
            row ->
                new Step(
                    row.getField("from"),
                    row.getField("to"),
                    Double.parseDouble(row.getField("per_thousand_a_year")) / 1000)),
        rows(
            folder.resolve("programmes.csv"),
            row ->
                new Course(
                    row.getField("template"),
                    row.getField("programme"),
                    row.getField("taught_by"),
                    row.getField("cip_code"),
                    Integer.parseInt(row.getField("clock_hours")),
                    Integer.parseInt(row.getField("calendar_length_id")),
                    Integer.parseInt(row.getField("price")),
                    Double.parseDouble(row.getField("seats_weight")))),
        text(folder.resolve("scenario.yaml")),
        text(folder.resolve("generated-readme.md")),
        Wages.read(home));
  }

  private static double percent(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column)) / 100;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw missing(file, e);
    }
  }

  private static <T> List<T> rows(Path file, Function<NamedCsvRecord, T> made) {
    List<T> rows = new ArrayList<>();
    try (var csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      csv.forEach(row -> rows.add(made.apply(row)));
    } catch (IOException e) {
      throw missing(file, e);
    }
    return List.copyOf(rows);
  }

  private static UncheckedIOException missing(Path file, IOException cause) {
    return new UncheckedIOException(
        "%s is missing. Start Rung from its own folder, or set RUNG_HOME.".formatted(file), cause);
  }
}
