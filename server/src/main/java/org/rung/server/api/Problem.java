package org.rung.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the API answers instead of what was asked for (RFC 9457).
public final class Problem extends RuntimeException {
  private final ProblemType type;
  private final String detail;
  private final Map<String, Object> members;

  /// @param detail a sentence for people: what is wrong with this request, with the value
  public Problem(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /// @param detail a sentence for people
  /// @param members further members for programs, JSON values by name
  public Problem(ProblemType type, String detail, Map<String, ?> members) {
    super(detail, null, false, false);
    this.type = type;
    this.detail = detail;
    this.members = Map.copyOf(members);
  }

  /// A value that cannot be taken, and where it stands.
  ///
  /// @param at a path into the body with points between, or `query.name`, `header.name`
  /// @param detail what is wrong, and what to give instead
  public record Fault(String at, String detail) {}

  /// Values that cannot be taken.
  public static Problem faulty(List<Fault> faults) {
    return new Problem(
        ProblemType.FAULTY_VALUES,
        faults.size() == 1
            ? faults.getFirst().detail()
            : faults.size() + " values cannot be taken; “errors” names each.",
        Map.of("errors", faults));
  }

  /// One value that cannot be taken.
  public static Problem faulty(String at, String detail) {
    return faulty(List.of(new Fault(at, detail)));
  }

  /// Values that cannot be taken, by their place, in the order of the map.
  public static Problem faulty(Map<String, String> faults) {
    return faulty(
        faults.entrySet().stream().map(e -> new Fault(e.getKey(), e.getValue())).toList());
  }

  /// Its type.
  public ProblemType type() {
    return type;
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type.address());
    body.put("title", type.title());
    body.put("status", type.status().value());
    body.put("detail", detail);
    members.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> body.put(member.getKey(), member.getValue()));
    return body;
  }
}
