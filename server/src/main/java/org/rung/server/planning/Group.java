package org.rung.server.planning;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Some people, by one fact: written `pay-kind: hourly` or `department: Water`.
///
/// @param value as the fact has it
record Group(GroupKind kind, String value) {
  /// Reads what a scenario says.
  ///
  /// @throws ScenarioProblem saying how to write it
  static Group of(String words) {
    int colon = words.indexOf(':');
    String kind = colon < 0 ? words.strip() : words.substring(0, colon).strip();
    String value = colon < 0 ? "" : words.substring(colon + 1).strip();
    GroupKind known =
        GroupKind.of(kind)
            .orElseThrow(() ->
                new ScenarioProblem(
                    "“%s” is no group of people. Write a fact and its value, like “pay-kind: hourly”; facts are %s."
                        .formatted(words, kinds())));
    if (value.isEmpty()) {
      throw new ScenarioProblem(
          "“%s” says no value. Write it like “%s”.".formatted(words, example(known)));
    }
    return new Group(known, value);
  }

  private static String kinds() {
    return Arrays.stream(GroupKind.values()).map(GroupKind::code).collect(Collectors.joining(", "));
  }

  static String example(GroupKind kind) {
    return kind.code()
        + ": "
        + switch (kind) {
          case PAY_KIND -> "hourly";
          case HOURS -> "part-time";
          case PAY -> "lowest quarter";
          case DEPARTMENT -> "Water";
          case SITE -> "North";
          case FAMILY -> "Production";
        };
  }

  /// As it is written in a scenario.
  String words() {
    return kind.code() + ": " + value;
  }
}
