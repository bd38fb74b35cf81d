package org.rung.matching;

import java.util.Arrays;

/// The Newton step of many rows by conjugate gradients (Hestenes and Stiefel 1952): the second
/// derivatives are only ever applied, person by person, never written down. What most people share
/// (money, openings, seats) bends the most; the few hundred such rows are factored to begin with,
/// and the many that a few people have to themselves, such as a site's release time, hardly need
/// more than their own curvature.
final class Conjugate {
  private static final int HEADS = 800;
  private static final int FEW_HEADS = 16; // where rows are not more than could be factored all
  private static final int MOST_STEPS = 60;
  private static final double CLOSE = 1e-2; // of the first residual
  private static final double ABOUT = 0.1; // where rows are few, and the next step costs little

  private final Instance frame;
  private final Cholesky cholesky;
  private final int limits;
  private final int rows;

  Conjugate(Instance frame, Cholesky cholesky) {
    this.frame = frame;
    this.cholesky = cholesky;
    limits = frame.limitCount();
    rows = limits + frame.intakeCount();
  }

  /// Second derivatives of what an intake adds by its own price and that of its money.
  ///
  /// @param money row or -1
  record Bend(int row, int money, double seats, double fee, double amount) {}

  /// @param list rows whose price may move, rising
  /// @param own per row, its curvature
  /// @param damp per row, what is added to its curvature
  /// @param slope per row
  /// @param step receives the step, by row
  void solve(
      Blocks<Ties> ties,
      Bend[] intakes,
      int[] list,
      double temperature,
      double[] own,
      double[] damp,
      double[] slope,
      double[] step) {
    int[] heads = heads(list, own);
    double[][] factor = factor(ties, intakes, heads, temperature, damp);
    boolean[] mayMove = new boolean[rows];
    double[] residual = new double[rows];
    for (int row : list) {
      mayMove[row] = true;
      residual[row] = -slope[row];
    }
    Arrays.fill(step, 0);
    double[] ahead = precondition(factor, heads, list, own, damp, residual);
    double[] direction = ahead.clone();
    double rho = dot(residual, ahead);
    double close = list.length > Dual.MOST_ROWS ? CLOSE : ABOUT;
    double enough = close * close * rho;
    for (int n = 0; n < MOST_STEPS && rho > enough; n++) {
      double[] bent = bend(ties, intakes, direction, temperature, damp, mayMove);
      double along = dot(direction, bent);
      if (!(along > 0)) {
        break;
      }
      double by = rho / along;
      for (int row : list) {
        step[row] += by * direction[row];
        residual[row] -= by * bent[row];
      }
      ahead = precondition(factor, heads, list, own, damp, residual);
      double next = dot(residual, ahead);
      for (int row : list) {
        direction[row] = ahead[row] + next / rho * direction[row];
      }
      rho = next;
    }
  }

  /// The rows that bend most, counted in whole users; rising.
  private static int[] heads(int[] list, double[] users) {
    int most = list.length > Dual.MOST_ROWS ? HEADS : FEW_HEADS;
    if (list.length <= most) {
      return list;
    }
    long[] order = new long[list.length];
    for (int i = 0; i < list.length; i++) {
      order[i] = ~(Double.doubleToLongBits(users[list[i]]) & ~0xfffffL | i & 0xfffffL);
    }
    Arrays.sort(order);
    int[] heads = new int[most];
    for (int i = 0; i < most; i++) {
      heads[i] = list[(int) (~order[i] & 0xfffffL)];
    }
    Arrays.sort(heads);
    return heads;
  }

  private double[][] factor(
      Blocks<Ties> ties, Bend[] intakes, int[] heads, double temperature, double[] damp) {
    int count = heads.length;
    double[][] square = ties.sum(Curvature.of(heads, count, rows)).row;
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        square[i][j] /= temperature;
      }
      square[i][i] += damp[heads[i]];
    }
    for (Bend bend : intakes) {
      int i = Arrays.binarySearch(heads, bend.row);
      int at = bend.money < 0 ? -1 : Arrays.binarySearch(heads, bend.money);
      if (i >= 0) {
        square[i][i] += bend.amount * bend.seats * bend.seats;
      }
      if (at >= 0) {
        square[at][at] += bend.amount * bend.fee * bend.fee;
      }
      if (i >= 0 && at >= 0) {
        square[at][i] -= bend.amount * bend.fee * bend.seats;
      }
    }
    cholesky.factor(square, count);
    return square;
  }

  private double[] precondition(
      double[][] factor, int[] heads, int[] list, double[] own, double[] damp, double[] vector) {
    double[] answer = new double[rows];
    for (int row : list) {
      answer[row] = vector[row] / (own[row] + damp[row]);
    }
    double[] x = new double[heads.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = vector[heads[i]];
    }
    cholesky.substitute(factor, x.length, x);
    for (int i = 0; i < x.length; i++) {
      answer[heads[i]] = x[i];
    }
    return answer;
  }

  private double[] bend(
      Blocks<Ties> ties,
      Bend[] intakes,
      double[] direction,
      double temperature,
      double[] damp,
      boolean[] mayMove) {
    double[] change = direction.clone();
    double[] bent = ties.sum((block, scratch) -> block.bend(change, scratch)).use.clone();
    for (int row = 0; row < rows; row++) {
      bent[row] = mayMove[row] ? bent[row] / temperature + damp[row] * direction[row] : 0;
    }
    for (Bend bend : intakes) {
      double fee = bend.money < 0 ? 0 : bend.fee * direction[bend.money];
      double by = bend.amount * (bend.seats * direction[bend.row] - fee);
      if (mayMove[bend.row]) {
        bent[bend.row] += by * bend.seats;
      }
      if (bend.money >= 0 && mayMove[bend.money]) {
        bent[bend.money] -= by * bend.fee;
      }
    }
    return bent;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
