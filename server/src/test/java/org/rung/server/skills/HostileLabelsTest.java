package org.rung.server.skills;

import static org.rung.server.HostileInput.bytes;
import static org.rung.server.HostileInput.of;
import static org.rung.server.HostileInput.sheet;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.HostileInput;
import org.rung.server.HostileInput.Case;

/// Files of labels as they should not be. Answers read `labels: …; held: …`.
class HostileLabelsTest {
  private static final String H = "job_title,department,occupation,also,note\n";
  private static final String GOOD = "Clerk,,43-9061.00,,\n";

  @TempDir private Path folder = Path.of("");

  static Stream<Case> cases() {
    return Stream.of(
        of("Latin-1", (H + "Führungskraft,,43-9061.00,,\n"), "ISO-8859-1"),
        of("UTF-16", "\uFEFF" + H + "Führungskraft,,43-9061.00,,\n", "UTF-16LE"),
        of(
            "UTF-8 and Latin-1 mixed",
            HostileInput.joined(
                (H + "Führung,,43-9061.00,,\n").getBytes(StandardCharsets.UTF_8),
                "Café,,43-9061.00,,\n".getBytes(Charset.forName("ISO-8859-1")))),
        of("a mark", "\uFEFF" + H + GOOD),
        of("semicolons", (H + GOOD).replace(',', ';')),
        of("a header in capitals", H.toUpperCase(java.util.Locale.ROOT) + GOOD),
        of("title lines above", "Our labels,,,,\n,,,,\n" + H + GOOD),
        of("no column of occupations", "job_title,department\nClerk,Water\n"),
        of("a column twice", "job_title,occupation,occupation\nClerk,43-9061.00,99\n"),
        of("an occupation that is none", H + GOOD + "Cook,,35-9999.99,,\n"),
        of("an occupation in words", H + GOOD + "Cook,,cook,,\n"),
        of("no title", H + GOOD + ",,43-9061.00,,\n"),
        of("a title twice with two occupations", H + GOOD + "clerk,,43-4051.00,,\n"),
        of("a title twice alike", H + GOOD + GOOD),
        of("a title of a thousand letters", H + GOOD + "x".repeat(1_000) + ",,43-9061.00,,\n"),
        of("too few values", H + GOOD + "Cook\n"),
        of("too many values", H + GOOD + "Cook,,43-9061.00,,,7\n"),
        of("a quote never closed", H + GOOD + "\"Cook,,43-9061.00,,\n"),
        of("a title with a script", H + "<script>alert(1)</script>,,43-9061.00,,\n"),
        of("a title that is a formula", H + "'=1+1,,43-9061.00,,\n"),
        of("an empty file", ""),
        of("only a header", H),
        of("a picture", bytes(0x89, 'P', 'N', 'G', 0, 0)),
        of(
            "a workbook",
            sheet(new Object[] {"job_title", "occupation"}, new Object[] {"Clerk", "43-9061.00"})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnswered(Case hostile) throws IOException {
    Path path = Files.write(folder.resolve("roles.csv"), hostile.content());
    LabelFile file =
        LabelFile.read(path, code -> code.equals("43-9061.00") || code.equals("43-4051.00"));
    String labels =
        file.labels().stream()
            .map(label -> label.line() + " " + label.title())
            .collect(Collectors.joining(", "));
    String held =
        file.held().stream()
            .map(note -> note.line() + " " + note.column() + ": " + note.reason())
            .collect(Collectors.joining(", "));
    HostileInput.answered("labels", hostile, "labels: %s; held: %s".formatted(labels, held));
  }

  @Test
  void theCasesAreCounted() {
    HostileInput.counted("labels", cases().count());
  }
}
