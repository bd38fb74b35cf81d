package org.rung.server.planning;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Which groups the people of a workforce are in.
final class Groups {
  private static final List<String> QUARTERS =
      List.of("lowest quarter", "second quarter", "third quarter", "highest quarter");

  private final Workforce workforce;
  private final long[] cuts = new long[3]; // highest pay of the first three quarters

  Groups(Workforce workforce) {
    this.workforce = workforce;
    long[] pay = workforce.payCents().clone();
    Arrays.sort(pay);
    for (int i = 0; i < cuts.length && pay.length > 0; i++) {
      cuts[i] = pay[Math.max(0, (int) ((long) pay.length * (i + 1) / 4) - 1)];
    }
  }

  /// The value that a person has. People of one pay are in one quarter.
  String of(GroupKind kind, int e) {
    return switch (kind) {
      case PAY_KIND -> workforce.hourly()[e] ? "hourly" : "salaried";
      case HOURS -> workforce.fullTime()[e] ? "full-time" : "part-time";
      case PAY -> QUARTERS.get(quarter(workforce.payCents()[e]));
      case DEPARTMENT ->
          workforce.departments().getOrDefault(workforce.department()[e], "not said");
      case SITE -> workforce.sites().getOrDefault(workforce.site()[e], "not said");
      case FAMILY -> workforce.roles()[workforce.role()[e]].family();
    };
  }

  private int quarter(long pay) {
    int quarter = 0;
    while (quarter < cuts.length && pay > cuts[quarter]) {
      quarter++;
    }
    return quarter;
  }

  boolean has(Group group, int e) {
    return of(group.kind(), e).equalsIgnoreCase(group.value());
  }

  /// The values that people have, in the order of pages.
  List<String> values(GroupKind kind) {
    TreeSet<String> values = new TreeSet<>();
    IntStream.range(0, workforce.size()).forEach(e -> values.add(of(kind, e)));
    return kind == GroupKind.PAY
        ? QUARTERS.stream().filter(values::contains).toList()
        : List.copyOf(values);
  }

  /// @throws ScenarioProblem when nobody is in it, naming who is
  void require(Group group) {
    List<String> values = values(group.kind());
    if (values.stream().noneMatch(group.value()::equalsIgnoreCase)) {
      throw new ScenarioProblem(
          "Nobody is in the group “%s”. The files have: %s."
              .formatted(
                  group.words(),
                  values.size() > 12
                      ? String.join(", ", values.subList(0, 12)) + " and others"
                      : String.join(", ", values)));
    }
  }
}
