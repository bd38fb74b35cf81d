package org.rung.server.skills;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/// How much a word speaks for an occupation: the logarithm of its chance in the titles of the
/// occupation over its chance in all titles (naive Bayes). Where an occupation has few titles, its
/// SOC group stands in, and for a small group the larger one: each level is smoothed by the one
/// above it (Dirichlet smoothing). Immutable, safe for many threads.
final class WordChances {

  /// SOC levels by the length of the code's beginning: major, minor and broad group, occupation.
  private static final int[] LEVELS = {2, 4, 6, 7, 10};

  /// Words of the level above that a level is topped up with, from major group to O*NET occupation.
  private static final double[] TOP_UP = {500, 300, 100, 40, 20};

  private final int occupations;
  private final int[][] group; // [level][occupation]
  private final double[][] groupWords; // [level][group], words counted
  private final int[][] wordOccupation; // [word], occupations that use it, with repeats
  private final double allWords;

  /// @param codes O*NET-SOC codes, in the order of the occupations' numbers
  /// @param titles words of each title as numbers from 0 (inclusive) to `vocabulary` (exclusive)
  /// @param occupation number of the occupation of each title
  WordChances(List<String> codes, List<int[]> titles, int[] occupation, int vocabulary) {
    occupations = codes.size();
    group = new int[LEVELS.length][occupations];
    groupWords = new double[LEVELS.length][];
    for (int level = 0; level < LEVELS.length; level++) {
      int length = LEVELS[level];
      List<String> names =
          codes.stream()
              .map(code -> code.substring(0, Math.min(length, code.length())))
              .distinct()
              .toList();
      var number = new HashMap<String, Integer>();
      for (String name : names) {
        number.put(name, number.size());
      }
      for (int c = 0; c < occupations; c++) {
        String code = codes.get(c);
        group[level][c] =
            Objects.requireNonNull(number.get(code.substring(0, Math.min(length, code.length()))));
      }
      groupWords[level] = new double[names.size()];
    }
    int[] uses = new int[vocabulary];
    double all = 0;
    for (int t = 0; t < titles.size(); t++) {
      for (int word : titles.get(t)) {
        uses[word]++;
        all++;
        for (int level = 0; level < LEVELS.length; level++) {
          groupWords[level][group[level][occupation[t]]]++;
        }
      }
    }
    allWords = all;
    wordOccupation = new int[vocabulary][];
    for (int w = 0; w < vocabulary; w++) {
      wordOccupation[w] = new int[uses[w]];
    }
    for (int t = 0; t < titles.size(); t++) {
      for (int word : titles.get(t)) {
        wordOccupation[word][--uses[word]] = occupation[t];
      }
    }
  }

  /// @param words numbers of the words; those outside the vocabulary say nothing
  /// @return per occupation the sum over the words, in nats
  double[] support(int[] words) {
    double[] support = new double[occupations];
    for (int word : words) {
      if (word < 0 || word >= wordOccupation.length || wordOccupation[word].length == 0) {
        continue;
      }
      double everywhere = wordOccupation[word].length / allWords;
      double[] above = {everywhere};
      int[] aboveGroup = new int[occupations];
      for (int level = 0; level < LEVELS.length; level++) {
        double[] chance = new double[groupWords[level].length];
        for (int c : wordOccupation[word]) {
          chance[group[level][c]]++;
        }
        boolean[] done = new boolean[chance.length];
        for (int c = 0; c < occupations; c++) {
          int g = group[level][c];
          if (!done[g]) {
            done[g] = true;
            chance[g] =
                (chance[g] + TOP_UP[level] * above[aboveGroup[c]])
                    / (groupWords[level][g] + TOP_UP[level]);
          }
        }
        above = chance;
        aboveGroup = group[level];
      }
      for (int c = 0; c < occupations; c++) {
        support[c] += Math.log(above[aboveGroup[c]] / everywhere);
      }
    }
    return support;
  }
}
