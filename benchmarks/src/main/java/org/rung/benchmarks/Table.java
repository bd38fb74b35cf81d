package org.rung.benchmarks;

import java.util.List;
import java.util.Locale;

/// Answers for people to read.
///
/// @param answers ours first
record Table(List<Answer> answers) {
  @Override
  public String toString() {
    Answer ours = answers.get(0);
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-12s %10s %8s %18s %18s %11s %11s %8s  %s%n",
            "solver", "seconds", "times", "worth", "bound", "gap", "behind", "MB", "answer"));
    for (Answer answer : answers) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %10.2f %8.2f %18s %18s %11s %11s %,8d  %s%n",
              answer.solver(),
              answer.seconds(),
              answer.seconds() / ours.seconds(),
              number("%,.0f", answer.worth()),
              number("%,.0f", answer.bound()),
              number("%.4f %%", 100 * answer.gap()),
              // A second plan is of another problem.
              answer.solver().equals(Answer.AGAIN)
                  ? ""
                  : number("%.4f %%", 100 * answer.behind(ours)),
              answer.peakMb(),
              kind(answer)));
    }
    return table.toString();
  }

  private static String kind(Answer answer) {
    if (answer.whole()) {
      String kind = answer.proved() ? "a plan and its proof" : "a plan; its bound as told";
      return Double.isNaN(answer.bound())
          ? "a plan, " + answer.status()
          : answer.status().equals(Answer.SOLVED) ? kind : kind + ", " + answer.status();
    }
    return answer.status().equals(Answer.SOLVED)
        ? answer.proved() ? "a bound; parts of people" : "a bound as told; parts of people"
        : answer.status();
  }

  /// One size of a fit.
  static String row(int people, Answer answer) {
    return String.format(
        Locale.ROOT,
        "%,9d people %,12d candidates %9.2f s %8s gap %,8d MB  %s",
        people,
        answer.candidates(),
        answer.seconds(),
        number("%.4f %%", 100 * answer.gap()),
        answer.peakMb(),
        answer.status());
  }

  private static String number(String form, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, form, value) : "-";
  }
}
