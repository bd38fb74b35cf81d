package org.rung.server.skills;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Words and occupations as points of one space in which words of the same occupations lie close:
/// `attorney` near `lawyer` though no letter agrees. The table of which occupation uses which word,
/// in its titles and more faintly in its description and tasks, is reduced to its strongest
/// directions (latent semantic analysis: Deerwester and others 1990; the directions by subspace
/// iteration from a fixed seed, so the same data give the same space). Immutable, safe for many
/// threads.
final class WordMeanings {

  private static final int DIRECTIONS = 100;
  private static final int ITERATIONS = 4;
  private static final double IN_DESCRIPTION = 0.5;
  private static final double IN_TASKS = 0.3;

  private final float[][] word; // [word][direction], length grows with how few occupations use it
  private final float[][] occupation; // [occupation][direction], length 1

  /// @param titles per occupation the words of all its titles, with repeats
  /// @param descriptions per occupation the words of its description, with repeats
  /// @param tasks per occupation the words of its tasks, with repeats
  /// @param vocabulary one more than the highest word number
  WordMeanings(List<int[]> titles, List<int[]> descriptions, List<int[]> tasks, int vocabulary) {
    int occupations = titles.size();
    int[][] column = new int[occupations][];
    float[][] value = new float[occupations][];
    int[] usedBy = new int[vocabulary];
    for (int c = 0; c < occupations; c++) {
      var row = new TreeMap<Integer, Double>();
      addLogarithms(row, titles.get(c), 1);
      for (int w : descriptions.get(c)) {
        row.merge(w, IN_DESCRIPTION, Double::sum);
      }
      addLogarithms(row, tasks.get(c), IN_TASKS);
      column[c] = row.keySet().stream().mapToInt(Integer::intValue).toArray();
      value[c] = new float[column[c].length];
      int i = 0;
      for (double v : row.values()) {
        usedBy[column[c][i]]++;
        value[c][i++] = (float) v;
      }
    }
    double[] rarity = new double[vocabulary];
    for (int w = 0; w < vocabulary; w++) {
      rarity[w] = Math.log((occupations + 1.0) / (usedBy[w] + 0.5));
    }
    for (int c = 0; c < occupations; c++) {
      for (int i = 0; i < value[c].length; i++) {
        value[c][i] *= (float) rarity[column[c][i]];
      }
      scaleTo(value[c], 1);
    }
    int directions = Math.min(DIRECTIONS, occupations);
    float[][] basis = new float[occupations][directions];
    var random = new SplittableRandom(1);
    for (float[] row : basis) {
      for (int k = 0; k < directions; k++) {
        row[k] = (float) random.nextDouble(-1, 1);
      }
    }
    for (int round = 0; round < ITERATIONS; round++) {
      basis = byOccupation(column, value, byWord(column, value, basis, vocabulary));
      orthonormalise(basis);
    }
    word = byWord(column, value, basis, vocabulary);
    for (int w = 0; w < vocabulary; w++) {
      scaleTo(word[w], rarity[w]);
    }
    occupation = byOccupation(column, value, word);
    for (float[] row : occupation) {
      scaleTo(row, 1);
    }
  }

  /// @param words numbers of the words; those outside the vocabulary say nothing
  /// @return per occupation the cosine between it and the sum of the words, -1 to 1
  double[] cosines(int[] words) {
    float[] sum = new float[occupation[0].length];
    for (int w : words) {
      if (w >= 0 && w < word.length) {
        add(sum, word[w], 1);
      }
    }
    scaleTo(sum, 1);
    double[] cosines = new double[occupation.length];
    for (int c = 0; c < cosines.length; c++) {
      double dot = 0;
      for (int k = 0; k < sum.length; k++) {
        dot += sum[k] * occupation[c][k];
      }
      cosines[c] = dot;
    }
    return cosines;
  }

  private static void addLogarithms(TreeMap<Integer, Double> row, int[] words, double weight) {
    int[] sorted = words.clone();
    Arrays.sort(sorted);
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      row.merge(sorted[from], weight * Math.log1p(to - from), Double::sum);
    }
  }

  private static float[][] byWord(int[][] column, float[][] value, float[][] basis, int words) {
    float[][] result = new float[words][basis[0].length];
    for (int c = 0; c < column.length; c++) {
      for (int i = 0; i < column[c].length; i++) {
        add(result[column[c][i]], basis[c], value[c][i]);
      }
    }
    return result;
  }

  private static float[][] byOccupation(int[][] column, float[][] value, float[][] words) {
    float[][] result = new float[column.length][words[0].length];
    for (int c = 0; c < column.length; c++) {
      for (int i = 0; i < column[c].length; i++) {
        add(result[c], words[column[c][i]], value[c][i]);
      }
    }
    return result;
  }

  /// Gram-Schmidt over the columns.
  private static void orthonormalise(float[][] basis) {
    int directions = basis[0].length;
    for (int k = 0; k < directions; k++) {
      double[] shared = new double[k];
      for (float[] row : basis) {
        for (int j = 0; j < k; j++) {
          shared[j] += (double) row[k] * row[j];
        }
      }
      double squares = 1e-30;
      for (float[] row : basis) {
        double v = row[k];
        for (int j = 0; j < k; j++) {
          v -= shared[j] * row[j];
        }
        row[k] = (float) v;
        squares += v * v;
      }
      float scale = (float) (1 / Math.sqrt(squares));
      for (float[] row : basis) {
        row[k] *= scale;
      }
    }
  }

  private static void add(float[] sum, float[] vector, float factor) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * vector[k];
    }
  }

  private static void scaleTo(float[] vector, double length) {
    double squares = 1e-12;
    for (float v : vector) {
      squares += (double) v * v;
    }
    float factor = (float) (length / Math.sqrt(squares));
    for (int k = 0; k < vector.length; k++) {
      vector[k] *= factor;
    }
  }
}
