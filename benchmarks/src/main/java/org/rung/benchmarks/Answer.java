package org.rung.benchmarks;

import java.util.Locale;

/// What a solver said of an instance.
///
/// @param solver its name on the command line; `rung-again` is a second plan after a change
/// @param status `solved`, `not finished`, or why its answer does not count
/// @param seconds of solving, the model built before; with what handing the model over takes
/// @param worth cents of the plan, added up exactly, or of a linear program's answer, as told
/// @param bound cents that no plan exceeds: recomputed exactly from the solver's own prices where
///   `proved`, else as told; not a number where it knows none
/// @param gap between the two, as a fraction of the bound
/// @param whole whether the answer is a plan: whole people, every rule kept, checked from files
/// @param proved whether the bound is recomputed exactly
/// @param candidates of the instance
/// @param peakMb most memory the process held while it solved, the instance with it
record Answer(
    String solver,
    String status,
    double seconds,
    double worth,
    double bound,
    double gap,
    boolean whole,
    boolean proved,
    long candidates,
    long peakMb) {
  static final String SOLVED = "solved";
  static final String NOT_FINISHED = "not finished";
  static final String INFEASIBLE = "infeasible";
  static final String AGAIN = "rung-again";

  /// An answer without worth or bound.
  static Answer without(String solver, String status, double seconds, long peakMb) {
    return new Answer(
        solver, status, seconds, Double.NaN, Double.NaN, Double.NaN, false, false, 0, peakMb);
  }

  static double gap(double worth, double bound) {
    return (bound - worth) / Math.max(1, Math.abs(bound));
  }

  Answer ofCandidates(long count) {
    return new Answer(solver, status, seconds, worth, bound, gap, whole, proved, count, peakMb);
  }

  /// How far the worth is below another answer's bound, as a fraction of it.
  double behind(Answer other) {
    return gap(worth, other.bound);
  }

  /// One object on one line.
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"solver\":\"%s\",\"status\":\"%s\",\"seconds\":%s,\"worth\":%s,\"bound\":%s,\"gap\":%s,\"whole\":%b,\"proved\":%b,\"candidates\":%d,\"peakMb\":%d}",
        solver,
        status.replaceAll("[\",{}\\\\]", " "),
        number(seconds, "%.3f"),
        number(worth, "%.0f"),
        number(bound, "%.0f"),
        number(gap, "%.8f"),
        whole,
        proved,
        candidates,
        peakMb);
  }

  private static String number(double value, String form) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, form, value) : "null";
  }

  /// Reads what [#json()] wrote.
  static Answer of(String json) {
    return new Answer(
        text(json, "solver"),
        text(json, "status"),
        value(json, "seconds"),
        value(json, "worth"),
        value(json, "bound"),
        value(json, "gap"),
        text(json, "whole").equals("true"),
        text(json, "proved").equals("true"),
        (long) value(json, "candidates"),
        (long) value(json, "peakMb"));
  }

  private static double value(String json, String name) {
    String text = text(json, name);
    return text.equals("null") ? Double.NaN : Double.parseDouble(text);
  }

  private static String text(String json, String name) {
    int from = json.indexOf("\"" + name + "\":");
    if (from < 0) {
      throw new IllegalArgumentException("no " + name + " in " + json);
    }
    from += name.length() + 3;
    int to = json.indexOf(',', from);
    return json.substring(from, to < 0 ? json.indexOf('}', from) : to).replace("\"", "");
  }
}
