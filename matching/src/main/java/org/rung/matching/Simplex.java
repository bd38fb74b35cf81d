package org.rung.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A linear program: the largest c·x with Ax ≤ b and x ≥ 0, by the primal simplex method.
///
/// The inverse of the basis is a product of sparse columns (Dantzig and Orchard-Hays 1954), made
/// anew every [#REINVERT] steps. The column that enters is picked by devex weights and the one that
/// leaves by a ratio test of two passes (Harris 1973). `b` is perturbed, or ties stop the steps.
/// Where the first basis keeps not every row, what is missing is reduced first; what then is still
/// missing is granted, so there is always an answer. Deterministic.
///
/// Variable `j` is the column `j`, or from `columns` on the slack of row `j - columns`.
final class Simplex {
  private static final int REINVERT = 100;
  private static final double FEASIBLE = 1e-7;
  private static final double OPTIMAL = 1e-9;
  private static final double GRANTED = 1e-4; // less is the nudges' doing
  private static final double PIVOT = 1e-7;
  private static final double PERTURBED = 2e-6;

  private final int rows;
  private final int columns;
  private final int[] start; // length columns + 1
  private final int[] entryRow;
  private final double[] entry; // scaled
  private final int[] rowStart; // length rows + 1: the same entries row by row
  private final int[] rowColumn;
  private final double[] rowEntry;
  private final double[] rowScale;
  private final double[] cost; // scaled
  private final double costScale;
  private final double[] right; // scaled
  private final double[] nudge; // scaled
  private final boolean[] closed; // may not be above 0

  private final int[] basic; // per row, variable
  private final boolean[] isBasic;
  private final double[] value; // per row, of its basic variable
  private final double[] reduced; // per variable
  private final double[] weight; // per variable, devex
  private final double[] dual; // per row, scaled

  // The product form: column after column, pivot first.
  private int etas;
  private int fresh; // etas of the last inversion
  private int[] etaStart = new int[1024];
  private int[] etaRow = new int[4096];
  private double[] etaEntry = new double[4096];

  private long steps;
  private boolean granted;
  private boolean inverted; // the product is of the basis, freshly made

  Simplex(
      int rows,
      int columns,
      int[] start,
      int[] entryRow,
      double[] amounts,
      double[] worth,
      long seed) {
    this.rows = rows;
    this.columns = columns;
    this.start = start;
    this.entryRow = entryRow;
    rowScale = new double[rows];
    for (int i = 0; i < start[columns]; i++) {
      rowScale[entryRow[i]] = Math.max(rowScale[entryRow[i]], Math.abs(amounts[i]));
    }
    for (int r = 0; r < rows; r++) {
      rowScale[r] = rowScale[r] > 0 ? 1 / rowScale[r] : 1;
    }
    entry = new double[start[columns]];
    rowStart = new int[rows + 1];
    for (int i = 0; i < entry.length; i++) {
      entry[i] = amounts[i] * rowScale[entryRow[i]];
      rowStart[entryRow[i] + 1]++;
    }
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] += rowStart[r];
    }
    rowColumn = new int[entry.length];
    rowEntry = new double[entry.length];
    int[] fill = rowStart.clone();
    for (int j = 0; j < columns; j++) {
      for (int i = start[j]; i < start[j + 1]; i++) {
        int at = fill[entryRow[i]]++;
        rowColumn[at] = j;
        rowEntry[at] = entry[i];
      }
    }
    double largest = 1e-9;
    for (double c : worth) {
      largest = Math.max(largest, Math.abs(c));
    }
    costScale = largest;
    cost = new double[columns];
    for (int j = 0; j < columns; j++) {
      cost[j] = worth[j] / largest;
    }
    right = new double[rows];
    nudge = new double[rows];
    SplittableRandom random = new SplittableRandom(seed);
    for (int r = 0; r < rows; r++) {
      nudge[r] = PERTURBED * (0.5 + 0.5 * random.nextDouble());
    }
    closed = new boolean[columns + rows];
    basic = new int[rows];
    isBasic = new boolean[columns + rows];
    for (int r = 0; r < rows; r++) {
      basic[r] = columns + r;
      isBasic[columns + r] = true;
    }
    value = new double[rows];
    reduced = new double[columns + rows];
    weight = new double[columns + rows];
    dual = new double[rows];
    touchedColumn = new int[columns + rows];
    pivotRow = new double[columns + rows];
  }

  void right(int row, double amount) {
    right[row] = amount * rowScale[row];
  }

  /// A closed column stays at nought.
  void close(int column, boolean close) {
    closed[column] = close;
  }

  /// Begins at a basis: of these variables as many as there are rows, columns first. What depends
  /// on others gives way to slacks.
  void begin(boolean[] basis) {
    Arrays.fill(isBasic, false);
    int count = 0;
    for (int j = 0; j < basis.length && count < rows; j++) {
      if (basis[j]) {
        isBasic[j] = true;
        basic[count++] = j;
      }
    }
    for (int j = columns; count < rows; j++) {
      if (!isBasic[j]) {
        isBasic[j] = true;
        basic[count++] = j;
      }
    }
  }

  boolean isBasic(int variable) {
    return isBasic[variable];
  }

  /// The variables that are basic, one a row.
  int[] basis() {
    return basic.clone();
  }

  /// Begins at a basis of this program.
  void startFrom(int[] basis) {
    System.arraycopy(basis, 0, basic, 0, rows);
    Arrays.fill(isBasic, false);
    for (int variable : basic) {
      isBasic[variable] = true;
    }
    inverted = false;
  }

  /// Whether some row could not be kept.
  boolean granted() {
    return granted;
  }

  /// Worth of the columns' values.
  double worth() {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += basic[r] < columns ? Math.max(0, value[r]) * cost[basic[r]] : 0;
    }
    return sum * costScale;
  }

  long steps() {
    return steps;
  }

  /// What one more unit of the row is worth, at least nought.
  double dual(int row) {
    return Math.max(0, dual[row] * rowScale[row] * costScale);
  }

  /// The columns' values.
  double[] values() {
    double[] found = new double[columns];
    for (int r = 0; r < rows; r++) {
      if (basic[r] < columns) {
        found[basic[r]] = Math.max(0, value[r]);
      }
    }
    return found;
  }

  /// @return whether it came to the end; if not, the values may break rows
  boolean solve(BooleanSupplier goesOn, long most) {
    Arrays.fill(weight, 1);
    granted = false;
    if (!inverted) {
      invert();
    }
    restore();
    long end = steps + most;
    boolean ended = keepEveryRow(goesOn, end) && climb(goesOn, end);
    // The basis is the answer, the nudges are not.
    if (!inverted) {
      invert();
    }
    for (int r = 0; r < rows; r++) {
      value[r] = right[r];
    }
    forward(value);
    for (int r = 0; r < rows; r++) {
      dual[r] = basic[r] < columns ? cost[basic[r]] : 0;
    }
    backward(dual);
    return ended;
  }

  /// Values of the basis, from the rows.
  private void restore() {
    for (int r = 0; r < rows; r++) {
      value[r] = right[r] + nudge[r] * (1 + Math.abs(right[r]));
    }
    forward(value);
  }

  private boolean above(int r) {
    return closed[basic[r]] && value[r] > FEASIBLE;
  }

  /// Reduces what is missing until nothing is or nothing helps.
  private boolean keepEveryRow(BooleanSupplier goesOn, long end) {
    double[] slope = new double[rows];
    double[] column = new double[rows];
    for (int stuck = 0; ; ) {
      if (steps >= end || (steps & 15) == 0 && !goesOn.getAsBoolean()) {
        return false;
      }
      boolean missing = false;
      for (int r = 0; r < rows; r++) {
        slope[r] = value[r] < -FEASIBLE ? 1 : above(r) ? -1 : 0;
        missing |= slope[r] != 0;
      }
      if (!missing) {
        return true;
      }
      System.arraycopy(slope, 0, dual, 0, rows);
      backward(dual);
      price(false);
      int entering = pick();
      if (entering < 0) {
        grant();
        return true;
      }
      expand(entering, column);
      int leaving = leavingWhileMissing(column, slope);
      if (leaving < 0 || Math.abs(column[leaving]) < PIVOT) {
        if (++stuck > 20) {
          grant();
          return true;
        }
        invert();
        restore();
        weight[entering] *= 1e6;
        continue;
      }
      reweigh(entering, leaving, column[leaving], false);
      exchange(entering, leaving, column, step);
    }
  }

  /// Grants what no change of basis can mend.
  private void grant() {
    for (int r = 0; r < rows; r++) {
      if (value[r] < -FEASIBLE || above(r)) {
        granted |= Math.abs(value[r]) > GRANTED;
        int j = basic[r];
        if (j >= columns) {
          right[j - columns] -= value[r];
        } else {
          for (int i = start[j]; i < start[j + 1]; i++) {
            right[entryRow[i]] -= value[r] * entry[i];
          }
        }
        value[r] = 0;
      }
    }
  }

  private double step;
  private double[] breakAt = new double[0];

  /// The missing amounts fall along the column until enough of them are mended: a sum of kinked
  /// functions, followed to its least.
  private int leavingWhileMissing(double[] column, double[] slope) {
    double most = Double.POSITIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      if (slope[r] == 0) {
        if (a > PIVOT) {
          most = Math.min(most, (Math.max(0, value[r]) + FEASIBLE) / a);
        } else if (a < -PIVOT && closed[basic[r]]) {
          most = Math.min(most, (Math.max(0, -value[r]) + FEASIBLE) / -a);
        }
      }
    }
    int leaving = -1;
    double largest = 0;
    step = most;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      boolean blocks = slope[r] == 0 && (a > PIVOT || a < -PIVOT && closed[basic[r]]);
      if (blocks && (a > 0 ? Math.max(0, value[r]) / a : 0) <= most && Math.abs(a) > largest) {
        largest = Math.abs(a);
        leaving = r;
      }
    }
    if (leaving >= 0) {
      step = column[leaving] > 0 ? Math.max(0, value[leaving]) / column[leaving] : 0;
    }
    double gain = 0;
    int count = 0;
    if (breakAt.length == 0) {
      breakAt = new double[rows];
    }
    for (int r = 0; r < rows; r++) {
      gain -= slope[r] * column[r];
      if (slope[r] * column[r] < -PIVOT && value[r] / column[r] < step) {
        breakAt[count++] = value[r] / column[r];
      }
    }
    if (count == 0) {
      return leaving;
    }
    long[] order = new long[count];
    int[] row = new int[count];
    int n = 0;
    for (int r = 0; r < rows; r++) {
      if (slope[r] * column[r] < -PIVOT && value[r] / column[r] < step) {
        // Ratios are not negative, so their bits sort as they do.
        order[n] =
            Double.doubleToLongBits(Math.abs(value[r] / column[r])) & ~0xfffffL | n & 0xfffff;
        row[n++] = r;
      }
    }
    Arrays.sort(order);
    for (int i = 0; i < count; i++) {
      int r = row[(int) (order[i] & 0xfffff)];
      gain -= Math.abs(column[r]) * (slope[r] < 0 || closed[basic[r]] ? 2 : 1);
      if (gain <= 0 || i == count - 1 && leaving < 0) {
        step = value[r] / column[r];
        return r;
      }
    }
    return leaving;
  }

  private boolean climb(BooleanSupplier goesOn, long end) {
    double[] column = new double[rows];
    boolean exact = false;
    for (int stuck = 0; ; ) {
      if (steps >= end || (steps & 15) == 0 && !goesOn.getAsBoolean()) {
        return false;
      }
      if (!exact) {
        for (int r = 0; r < rows; r++) {
          dual[r] = basic[r] < columns ? cost[basic[r]] : 0;
        }
        backward(dual);
        price(true);
        exact = true;
      }
      int entering = pick();
      if (entering < 0) {
        if (etas == fresh) {
          return true;
        }
        invert();
        restore();
        exact = false;
        continue;
      }
      expand(entering, column);
      int leaving = leaving(column);
      if (leaving < 0 || Math.abs(column[leaving]) < PIVOT) {
        if (++stuck > 20) {
          return false;
        }
        weight[entering] *= 1e6;
        invert();
        restore();
        exact = false;
        continue;
      }
      reweigh(entering, leaving, column[leaving], true);
      exact = !exchange(entering, leaving, column, step);
    }
  }

  private int leaving(double[] column) {
    double most = Double.POSITIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      if (a > PIVOT) {
        most = Math.min(most, (Math.max(0, value[r]) + 1e-9) / a);
      } else if (a < -PIVOT && closed[basic[r]]) {
        most = Math.min(most, 1e-9 / -a);
      }
    }
    int leaving = -1;
    double largest = 0;
    for (int r = 0; r < rows; r++) {
      double a = column[r];
      boolean blocks = a > PIVOT || a < -PIVOT && closed[basic[r]];
      if (blocks && (a > 0 ? Math.max(0, value[r]) / a : 0) <= most && Math.abs(a) > largest) {
        largest = Math.abs(a);
        leaving = r;
      }
    }
    if (leaving >= 0) {
      step = column[leaving] > 0 ? Math.max(0, value[leaving]) / column[leaving] : 0;
    }
    return leaving;
  }

  /// Reduced costs at `dual`.
  private void price(boolean withCost) {
    for (int j = 0; j < columns; j++) {
      double d = withCost ? cost[j] : 0;
      for (int i = start[j]; i < start[j + 1]; i++) {
        d -= dual[entryRow[i]] * entry[i];
      }
      reduced[j] = isBasic[j] ? 0 : d;
    }
    for (int r = 0; r < rows; r++) {
      reduced[columns + r] = isBasic[columns + r] ? 0 : -dual[r];
    }
  }

  private int pick() {
    int picked = -1;
    double best = 0;
    for (int j = 0; j < reduced.length; j++) {
      double d = reduced[j];
      if (d > OPTIMAL && d * d > best * weight[j] && !closed[j] && !isBasic[j]) {
        best = d * d / weight[j];
        picked = j;
      }
    }
    return picked;
  }

  private void expand(int variable, double[] column) {
    Arrays.fill(column, 0);
    if (variable >= columns) {
      column[variable - columns] = 1;
    } else {
      for (int i = start[variable]; i < start[variable + 1]; i++) {
        column[entryRow[i]] = entry[i];
      }
    }
    forward(column);
  }

  private final double[] pivotRow;
  private final int[] touchedColumn;
  private double[] unit = new double[0];

  /// Devex weights, and if asked reduced costs, after the exchange.
  private void reweigh(int entering, int leaving, double pivot, boolean reduce) {
    if (unit.length == 0) {
      unit = new double[rows];
    }
    Arrays.fill(unit, 0);
    unit[leaving] = 1;
    backward(unit);
    int touched = 0;
    for (int r = 0; r < rows; r++) {
      double u = unit[r];
      if (Math.abs(u) < 1e-12) {
        continue;
      }
      for (int i = rowStart[r]; i < rowStart[r + 1]; i++) {
        int j = rowColumn[i];
        if (pivotRow[j] == 0) {
          touchedColumn[touched++] = j;
          pivotRow[j] = Double.MIN_NORMAL; // marks it even if the sum comes to nought
        }
        pivotRow[j] += u * rowEntry[i];
        if (pivotRow[j] == 0) {
          pivotRow[j] = Double.MIN_NORMAL;
        }
      }
      pivotRow[columns + r] = u;
      touchedColumn[touched++] = columns + r;
    }
    double rate = reduced[entering] / pivot;
    double reference = weight[entering] / (pivot * pivot);
    for (int n = 0; n < touched; n++) {
      int j = touchedColumn[n];
      double a = pivotRow[j];
      pivotRow[j] = 0;
      if (isBasic[j]) {
        continue;
      }
      if (reduce) {
        reduced[j] -= rate * a;
      }
      weight[j] = Math.max(weight[j], a * a * reference);
    }
    reduced[entering] = 0;
    reduced[basic[leaving]] = -rate;
    weight[basic[leaving]] = Math.max(1, reference);
  }

  /// @return whether the inverse was made anew
  private boolean exchange(int entering, int leaving, double[] column, double by) {
    for (int r = 0; r < rows; r++) {
      if (column[r] != 0) {
        value[r] -= by * column[r];
      }
    }
    value[leaving] = by;
    isBasic[basic[leaving]] = false;
    isBasic[entering] = true;
    basic[leaving] = entering;
    steps++;
    inverted = false;
    addEta(column, leaving);
    if (etas - fresh >= REINVERT) {
      invert();
      restore();
      return true;
    }
    return false;
  }

  private void addEta(double[] column, int pivot) {
    int at = roomForEta(rows);
    etaRow[at] = pivot;
    etaEntry[at++] = column[pivot];
    for (int r = 0; r < rows; r++) {
      if (Math.abs(column[r]) > 1e-12 && r != pivot) {
        etaRow[at] = r;
        etaEntry[at++] = column[r];
      }
    }
    etaStart[++etas] = at;
  }

  private int roomForEta(int entries) {
    int at = etaStart[etas];
    if (etas + 2 > etaStart.length) {
      etaStart = Arrays.copyOf(etaStart, 2 * etaStart.length);
    }
    if (at + entries > etaRow.length) {
      etaRow = Arrays.copyOf(etaRow, 2 * etaRow.length + entries);
      etaEntry = Arrays.copyOf(etaEntry, etaRow.length);
    }
    return at;
  }

  /// Solves Bx = `vector` in place.
  private void forward(double[] vector) {
    for (int n = 0; n < etas; n++) {
      int at = etaStart[n];
      int pivot = etaRow[at];
      double x = vector[pivot];
      if (x == 0) {
        continue;
      }
      x /= etaEntry[at];
      vector[pivot] = x;
      for (int i = at + 1; i < etaStart[n + 1]; i++) {
        vector[etaRow[i]] -= x * etaEntry[i];
      }
    }
  }

  /// Solves yB = `vector` in place.
  private void backward(double[] vector) {
    for (int n = etas - 1; n >= 0; n--) {
      int at = etaStart[n];
      double sum = vector[etaRow[at]];
      for (int i = at + 1; i < etaStart[n + 1]; i++) {
        sum -= vector[etaRow[i]] * etaEntry[i];
      }
      vector[etaRow[at]] = sum / etaEntry[at];
    }
  }

  /// Makes the product anew. Slacks are unit columns and need no factor. A row that only one column
  /// still has goes first, a column with only one row left goes last: neither fills anything in.
  /// What is between goes by fewest entries. A column that depends on others gives way to a slack.
  private void invert() {
    etas = 0;
    boolean[] openRow = new boolean[rows];
    int[] inRow = new int[rows]; // columns that still have the row
    int count = 0;
    int[] what = new int[rows];
    for (int r = 0; r < rows; r++) {
      openRow[r] = true;
    }
    for (int r = 0; r < rows; r++) {
      if (basic[r] >= columns) {
        openRow[basic[r] - columns] = false;
      } else {
        what[count++] = basic[r];
      }
    }
    Arrays.sort(what, 0, count); // the same product whichever way the basis came about
    int[] length = new int[count];
    int[] byRowStart = new int[rows + 1];
    for (int n = 0; n < count; n++) {
      for (int i = start[what[n]]; i < start[what[n] + 1]; i++) {
        if (openRow[entryRow[i]]) {
          length[n]++;
          inRow[entryRow[i]]++;
          byRowStart[entryRow[i] + 1]++;
        }
      }
    }
    for (int r = 0; r < rows; r++) {
      byRowStart[r + 1] += byRowStart[r];
    }
    int[] byRow = new int[byRowStart[rows]];
    int[] fill = byRowStart.clone();
    for (int n = 0; n < count; n++) {
      for (int i = start[what[n]]; i < start[what[n] + 1]; i++) {
        if (openRow[entryRow[i]]) {
          byRow[fill[entryRow[i]]++] = n;
        }
      }
    }
    boolean[] done = new boolean[count];
    int[] pivotOf = new int[count];
    int[] order = new int[count];
    int front = 0;
    int back = count;
    int[] queue = new int[rows + count];
    int tail = 0;
    for (int r = 0; r < rows; r++) {
      if (openRow[r] && inRow[r] == 1) {
        queue[tail++] = r;
      }
    }
    for (int head = 0; head < tail; head++) {
      int r = queue[head];
      if (!openRow[r] || inRow[r] != 1) {
        continue;
      }
      int n = only(byRow, byRowStart, r, done);
      if (n < 0 || Math.abs(amount(what[n], r)) < 1e-6) {
        continue;
      }
      order[front++] = n;
      pivotOf[n] = r;
      done[n] = true;
      openRow[r] = false;
      for (int i = start[what[n]]; i < start[what[n] + 1]; i++) {
        int other = entryRow[i];
        if (openRow[other] && --inRow[other] == 1) {
          queue[tail++] = other;
        }
      }
    }
    for (int n = 0; n < count; n++) {
      length[n] = 0;
      for (int i = start[what[n]]; i < start[what[n] + 1] && !done[n]; i++) {
        length[n] += openRow[entryRow[i]] ? 1 : 0;
      }
    }
    tail = 0;
    int[] columnQueue = new int[2 * count + 1];
    boolean[] queued = new boolean[count];
    for (int n = 0; n < count; n++) {
      if (!done[n] && length[n] == 1) {
        columnQueue[tail++] = n;
        queued[n] = true;
      }
    }
    for (int head = 0; head < tail; head++) {
      int n = columnQueue[head];
      int r = -1;
      for (int i = start[what[n]]; i < start[what[n] + 1]; i++) {
        if (openRow[entryRow[i]] && Math.abs(entry[i]) > 1e-6) {
          r = entryRow[i];
        }
      }
      if (done[n] || r < 0) {
        continue;
      }
      order[--back] = n;
      pivotOf[n] = r;
      done[n] = true;
      openRow[r] = false;
      for (int i = byRowStart[r]; i < byRowStart[r + 1]; i++) {
        int other = byRow[i];
        if (!done[other] && --length[other] == 1 && !queued[other]) {
          queued[other] = true;
          columnQueue[tail++] = other;
        }
      }
    }
    int[] newBasic = new int[rows];
    Arrays.fill(newBasic, -1);
    double[] column = new double[rows];
    for (int i = 0; i < front; i++) {
      // Its row is in no later column, so no earlier factor changes it.
      addColumn(what[order[i]], pivotOf[order[i]]);
      newBasic[pivotOf[order[i]]] = what[order[i]];
    }
    // The rest, shortest first; the pivot is the row fewest columns have among the large entries.
    long[] rest = new long[count];
    int left = 0;
    for (int n = 0; n < count; n++) {
      if (!done[n]) {
        rest[left++] = (long) length[n] << 32 | n;
      }
    }
    Arrays.sort(rest, 0, left);
    for (int i = 0; i < left; i++) {
      int n = (int) rest[i];
      expand(what[n], column);
      double largest = 0;
      for (int r = 0; r < rows; r++) {
        if (openRow[r]) {
          largest = Math.max(largest, Math.abs(column[r]));
        }
      }
      if (largest < 1e-7) {
        isBasic[what[n]] = false;
        continue;
      }
      int pivot = -1;
      for (int r = 0; r < rows; r++) {
        if (openRow[r]
            && Math.abs(column[r]) >= 0.1 * largest
            && (pivot < 0 || inRow[r] < inRow[pivot])) {
          pivot = r;
        }
      }
      openRow[pivot] = false;
      newBasic[pivot] = what[n];
      addEta(column, pivot);
    }
    for (int i = back; i < count; i++) {
      factor(what[order[i]], pivotOf[order[i]], column, newBasic);
    }
    for (int r = 0; r < rows; r++) {
      if (newBasic[r] < 0) {
        newBasic[r] = columns + r;
        isBasic[columns + r] = true;
      }
      basic[r] = newBasic[r];
    }
    fresh = etas;
    inverted = true;
  }

  private void factor(int variable, int pivot, double[] column, int[] newBasic) {
    expand(variable, column);
    if (Math.abs(column[pivot]) < 1e-9) {
      isBasic[variable] = false;
      return;
    }
    newBasic[pivot] = variable;
    addEta(column, pivot);
  }

  /// The column as it is.
  private void addColumn(int variable, int pivot) {
    int at = roomForEta(start[variable + 1] - start[variable]);
    etaRow[at] = pivot;
    etaEntry[at++] = amount(variable, pivot);
    for (int i = start[variable]; i < start[variable + 1]; i++) {
      if (entryRow[i] != pivot) {
        etaRow[at] = entryRow[i];
        etaEntry[at++] = entry[i];
      }
    }
    etaStart[++etas] = at;
  }

  private static int only(int[] byRow, int[] byRowStart, int r, boolean[] done) {
    for (int i = byRowStart[r]; i < byRowStart[r + 1]; i++) {
      if (!done[byRow[i]]) {
        return byRow[i];
      }
    }
    return -1;
  }

  private double amount(int variable, int row) {
    for (int i = start[variable]; i < start[variable + 1]; i++) {
      if (entryRow[i] == row) {
        return entry[i];
      }
    }
    return 0;
  }
}
