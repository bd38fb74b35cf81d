package org.rung.server.programmes;

import static org.rung.server.HostileInput.of;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rung.server.HostileInput;
import org.rung.server.HostileInput.Case;

/// Files of templates as they should not be: each is refused whole, with the place of each mistake.
class HostileTemplatesTest {
  private static final String FILE = ProgrammeTemplates.shipped();

  static Stream<Case> cases() {
    return Stream.of(
        of("an empty file", ""),
        of("only a list", "- a\n- b\n"),
        of("no programmes", "format: rung-programmes-1\n"),
        of("programmes of nothing", "format: rung-programmes-1\nprogrammes: [~]\n"),
        of("another format", FILE.replace("rung-programmes-1", "rung-programmes-9")),
        of("cut in half", FILE.substring(0, FILE.length() / 2)),
        of("a tab before a word", FILE.replaceFirst("\n  name:", "\n\tname:")),
        of("an unknown word", FILE.replaceFirst("\n  name:", "\n  nickname: x\n  name:")),
        of("a percentage of 101", FILE.replaceFirst("paid_percent: \\d+", "paid_percent: 101")),
        of("a number in words", FILE.replaceFirst("paid_percent: \\d+", "paid_percent: all")),
        of(
            "a number beyond all",
            FILE.replaceFirst("paid_percent: \\d+", "paid_percent: 99999999999999999999")),
        of("not a number", FILE.replaceFirst("paid_percent: \\d+", "paid_percent: .nan")),
        of(
            "a name of a thousand letters",
            FILE.replaceFirst("\n  name: .*", "\n  name: " + "x".repeat(1_000))),
        of("a zero byte by an escape", FILE.replaceFirst("\n  name: .*", "\n  name: \"a\\\\0b\"")),
        of("an id with a path", FILE.replaceFirst("id: \\S+", "id: ../../etc")),
        of("aliases of aliases", aliases()),
        of("a thousand levels", "format: " + "[".repeat(2_000)),
        of(
            "a class to be made",
            "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:9/\"]]\n"),
        of(
            "a length of two billion years",
            FILE.replaceFirst(
                "length: *\\{? *\\n? *value: \\d+", "length:\n      value: 2000000000")));
  }

  private static String aliases() {
    return "format: rung-programmes-1\na0: &a0 x\n"
        + IntStream.range(1, 30)
            .mapToObj(i ->
                "a%d: &a%d [%s]\n"
                    .formatted(i, i, ("*a" + (i - 1) + ",").repeat(10).replaceAll(",$", "")))
            .collect(Collectors.joining())
        + "programmes: *a29\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isRefused(Case hostile) {
    String answer;
    try {
      answer =
          "taken: "
              + TemplateFile.read(new String(hostile.content(), StandardCharsets.UTF_8)).size();
    } catch (TemplateFile.Unreadable e) {
      answer = e.mistakes().getFirst();
    }
    HostileInput.answered("templates", hostile, answer);
  }

  @Test
  void theCasesAreCounted() {
    HostileInput.counted("files of templates", cases().count());
  }
}
