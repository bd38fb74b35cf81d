package org.rung.benchmarks;

import java.util.Locale;

/// What a solver said of an instance.
///
/// @param solver its name on the command line
/// @param status `solved`, `not finished` or another word of the solver's
/// @param seconds of solving, the model built before; with what handing the model over takes
/// @param handOver seconds of these to hand the model over and take one step, where it was measured
/// @param worth cents of the plan, or of the linear program's answer, which is no plan
/// @param bound cents that no plan exceeds, recomputed exactly from the solver's own prices
/// @param gap between the two, as a fraction of the bound
/// @param whole whether the answer is a plan: whole people, every rule kept
/// @param peakMb most memory the process held, the instance with it
record Answer(
    String solver,
    String status,
    double seconds,
    double handOver,
    double worth,
    double bound,
    double gap,
    boolean whole,
    long peakMb) {

  static Answer notFinished(Solver solver, double seconds, long peakMb) {
    return new Answer(
        solver.word(),
        "not finished",
        seconds,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        false,
        peakMb);
  }

  /// One object on one line.
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"solver\":\"%s\",\"status\":\"%s\",\"seconds\":%s,\"handOver\":%s,\"worth\":%s,\"bound\":%s,\"gap\":%s,\"whole\":%b,\"peakMb\":%d}",
        solver,
        status,
        number(seconds, "%.3f"),
        number(handOver, "%.3f"),
        number(worth, "%.0f"),
        number(bound, "%.0f"),
        number(gap, "%.8f"),
        whole,
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
        value(json, "handOver"),
        value(json, "worth"),
        value(json, "bound"),
        value(json, "gap"),
        text(json, "whole").equals("true"),
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
