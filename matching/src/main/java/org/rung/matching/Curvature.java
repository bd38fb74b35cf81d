package org.rung.matching;

import java.util.Arrays;

/// What people who tie add to the second derivatives of the smoothed bound by the prices of some
/// rows, times the temperature.
///
/// @param place per row, among those asked for, or -1
/// @param count how many are asked for
record Curvature(int[] place, int count) implements Pass<Ties, Square> {
  /// @param list the rows asked for, rising
  /// @param count how many of the list
  /// @param rows how many there are in all
  static Curvature of(int[] list, int count, int rows) {
    int[] place = new int[rows];
    Arrays.fill(place, -1);
    for (int i = 0; i < count; i++) {
      place[list[i]] = i;
    }
    return new Curvature(place, count);
  }

  @Override
  public Square over(Ties ties, Scratch scratch) {
    Square answer = scratch.square(count);
    double[][] square = answer.row;
    double[] average = scratch.mean(count);
    int[] list = scratch.touched(count);
    for (int e = 0; e < ties.people; e++) {
      int touched = 0;
      for (int k = ties.start[e]; k < ties.start[e + 1]; k++) {
        double part = ties.share[k];
        for (int i = ties.entryStart[k]; i < ties.entryStart[k + 1]; i++) {
          int row = place[ties.entryRow[i]];
          if (row < 0) {
            continue;
          }
          double amount = part * ties.entryAmount[i];
          if (average[row] == 0) {
            list[touched++] = row;
          }
          average[row] += amount;
          if (average[row] == 0) {
            average[row] = Double.MIN_NORMAL; // stays on the list once
          }
          double[] line = square[row];
          for (int j = i; j < ties.entryStart[k + 1]; j++) {
            int other = place[ties.entryRow[j]];
            if (other >= 0) {
              line[other] += amount * ties.entryAmount[j];
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
