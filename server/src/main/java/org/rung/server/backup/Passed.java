package org.rung.server.backup;

/// Adds up the rows that passed, over tables.
final class Passed implements Digested.Heard {
  private final Steps steps;
  private String doing = "";
  private long before;
  private long inTable;
  private long total;

  Passed(Steps steps) {
    this.steps = steps;
  }

  /// @param rows in all, roughly
  void expect(long rows) {
    total = rows;
    before = 0;
    inTable = 0;
  }

  void table(String what) {
    before += inTable;
    inTable = 0;
    doing = what;
    rows(0);
  }

  @Override
  public void rows(long soFar) {
    inTable = soFar;
    if (!doing.isEmpty()) {
      long done = before + inTable;
      steps.step(doing, done, Math.max(total, done));
    }
  }
}
