package org.rung.server.skills;

import java.util.Arrays;
import java.util.List;

/// Documents as sets of numbered features, found by the cosine of their tf-idf vectors: a feature
/// weighs the logarithm of how few documents have it, however often it occurs in one of them.
/// Immutable, safe for many threads.
final class CosineIndex {

  private final int documents;
  private final int features;
  private final int[] start; // length features + 1: where the postings of a feature begin
  private final int[] document; // documents that have the feature, rising
  private final float[] weight; // of the feature in that document, rows of length 1
  private final float[] rarity; // per feature

  /// @param rows features of each document, in any order, repeats allowed, each from 0 (inclusive)
  ///   to `features` (exclusive)
  CosineIndex(List<int[]> rows, int features) {
    this.documents = rows.size();
    this.features = features;
    int[][] sets = new int[documents][];
    int[] frequency = new int[features];
    for (int d = 0; d < documents; d++) {
      sets[d] = distinct(rows.get(d));
      for (int f : sets[d]) {
        frequency[f]++;
      }
    }
    start = new int[features + 1];
    rarity = new float[features];
    for (int f = 0; f < features; f++) {
      start[f + 1] = start[f] + frequency[f];
      rarity[f] = (float) Math.log((documents + 1.0) / (frequency[f] + 0.5));
    }
    document = new int[start[features]];
    weight = new float[start[features]];
    int[] next = Arrays.copyOf(start, features);
    for (int d = 0; d < documents; d++) {
      float scale = scale(sets[d]);
      for (int f : sets[d]) {
        document[next[f]] = d;
        weight[next[f]++] = rarity[f] * scale;
      }
    }
  }

  /// The cosine of each document with a text of the given features. A feature below 0 or at and
  /// above the number of features stands for a word no document has: it makes the text less alike
  /// to all.
  ///
  /// @return length documents, each 0 to 1
  float[] cosines(int[] text) {
    float[] cosines = new float[documents];
    int[] set = distinct(text);
    float scale = scale(set);
    for (int f : set) {
      if (f < 0 || f >= features) {
        continue;
      }
      float factor = rarity[f] * scale;
      for (int i = start[f]; i < start[f + 1]; i++) {
        cosines[document[i]] += factor * weight[i];
      }
    }
    return cosines;
  }

  private float scale(int[] set) {
    double squares = 1e-9;
    for (int f : set) {
      double r = f < 0 || f >= features ? 0.8 * Math.log(documents + 1.0) : rarity[f];
      squares += r * r;
    }
    return (float) (1 / Math.sqrt(squares));
  }

  private static int[] distinct(int[] row) {
    int[] sorted = row.clone();
    Arrays.sort(sorted);
    int length = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[length++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, length);
  }
}
