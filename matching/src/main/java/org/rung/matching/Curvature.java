package org.rung.matching;

import java.util.Arrays;

/// What people add to the second derivatives of the smoothed bound by the prices of some rows.
///
/// @param place per row, among those asked for, or -1
/// @param count how many are asked for
/// @param price per row
record Curvature(int[] place, int count, double[] price, double temperature)
    implements Pass<Near, Square> {
  /// @param list the rows asked for, rising
  /// @param count how many of the list
  /// @param rows how many there are in all
  static Curvature of(int[] list, int count, int rows, double[] price, double temperature) {
    int[] place = new int[rows];
    Arrays.fill(place, -1);
    for (int i = 0; i < count; i++) {
      place[list[i]] = i;
    }
    return new Curvature(place, count, price, temperature);
  }

  @Override
  public Square over(Near near, Scratch scratch) {
    Square answer = scratch.square(count);
    double[][] square = answer.row;
    double[] share = scratch.after(near.mostCandidates);
    double[] average = scratch.mean(count);
    int[] list = scratch.touched(count);
    double far = temperature * Math.log(1 / Ties.LEAST_SHARE);
    for (int e = 0; e + 1 < near.start.length; e++) {
      int from = near.start[e];
      int to = near.start[e + 1];
      // Written out as in Ties: a method of both took longer where it is cool.
      double best = 0;
      double second = Double.NEGATIVE_INFINITY;
      for (int k = from; k < to; k++) {
        double sum = near.afterPrices(price, k);
        share[k - from] = sum;
        second = Math.max(second, Math.min(best, sum));
        best = Math.max(best, sum);
      }
      if (second < best - far) {
        continue; // all that is not the best has hardly a share
      }
      double weights = Math.exp(-best / temperature);
      for (int k = from; k < to; k++) {
        double weight =
            share[k - from] < best - far ? 0 : Math.exp((share[k - from] - best) / temperature);
        share[k - from] = weight;
        weights += weight;
      }
      int touched = 0;
      for (int k = from; k < to; k++) {
        double part = share[k - from] / weights;
        if (part < Ties.LEAST_SHARE) {
          continue;
        }
        for (int i = near.entryStart[k]; i < near.entryStart[k + 1]; i++) {
          int row = place[near.entryRow[i]];
          if (row < 0) {
            continue;
          }
          double amount = part * near.entryAmount[i];
          if (average[row] == 0) {
            list[touched++] = row;
          }
          average[row] += amount;
          if (average[row] == 0) {
            average[row] = Double.MIN_NORMAL; // stays on the list once
          }
          double[] line = square[row];
          for (int j = i; j < near.entryStart[k + 1]; j++) {
            int other = place[near.entryRow[j]];
            if (other >= 0) {
              line[other] += amount * near.entryAmount[j];
            }
          }
        }
      }
      Arrays.sort(list, 0, touched);
      for (int i = 0; i < touched; i++) {
        double[] line = square[list[i]];
        double a = average[list[i]];
        for (int j = i; j < touched; j++) {
          line[list[j]] -= a * average[list[j]];
        }
      }
      for (int i = 0; i < touched; i++) {
        average[list[i]] = 0;
      }
    }
    return answer;
  }
}
