package org.rung.server.skills;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.rung.server.skills.TitleMatcher.KnownTitle;

/// Measures [TitleMatcher] on O*NET's *sample of reported titles* and learns its weights.
///
/// The question is the reported title alone, each different text once; the answer is right if it is
/// any occupation the title is listed for. No known title that equals a reported one is searched:
/// not the same text in any occupation, not the short form, not the text within or without a
/// parenthesis (comparing lower case letters and digits).
///
/// `learn` prints new weights: alternate titles that are no reported ones are taken out of what is
/// searched, in folds, and asked for; a conditional logit is fitted over all occupations. With
/// O*NET's own file of alternate titles as the next argument it learns from those that people in
/// the occupation gave, which is how the shipped weights were learned; without it, from all. The
/// logistic curves of the confidence are always fitted on all kinds of alternate titles, since an
/// employer's titles are no survey answers.
final class TitleAccuracy {

  private static final int FOLDS = 4;
  private static final int HELD_OUT_EACH = 2_000;

  private TitleAccuracy() {}

  public static void main(String[] arguments) throws IOException {
    ReferenceTitles reference = ReferenceTitles.read();
    if (Arrays.asList(arguments).contains("learn")) {
      learn(reference, arguments);
      return;
    }
    Map<String, Set<String>> reported = reported(reference);
    System.out.printf("reported titles %d%n", reported.size());
    List<KnownTitle> searched = without(reference, forms(reported.keySet()));
    report("plain word tf-idf, nearest title", nearestTitle(reference, searched, reported));
    Result result = measure(reference, reported.size());
    report("ours", new double[] {result.at1(), result.at5()});
    System.out.printf(
        "built over %d titles in %d ms, %.0f titles a second%n",
        searched.size(), result.buildMillis(), result.titlesPerSecond());
    System.out.println("confidence of the first answer: stated, right, answers");
    for (double[] tenth : result.tenths()) {
      if (tenth[2] > 0) {
        System.out.printf(
            "  %.3f  %.3f  %.0f%n", tenth[0] / tenth[2], tenth[1] / tenth[2], tenth[2]);
      }
    }
    System.out.printf(
        "mean distance of stated from right %.3f%n", result.distanceOfStatedFromRight());
    TitleMatcher all = reference.matcher();
    List<ReferenceTitles.Labelled> labelled = ReferenceTitles.labelled();
    for (boolean random : new boolean[] {true, false}) {
      for (boolean titleOnly : new boolean[] {true, false}) {
        byHand(all, labelled.stream().filter(l -> l.random() == random).toList(), titleOnly);
      }
    }
  }

  /// Titles of a real employer, labelled by hand; all known titles are searched.
  private static void byHand(
      TitleMatcher matcher, List<ReferenceTitles.Labelled> labelled, boolean titleOnly) {
    double[] titles = new double[3];
    double[] people = new double[3];
    double stated = 0;
    for (ReferenceTitles.Labelled label : labelled) {
      TitleMatcher.Query query =
          titleOnly ? TitleMatcher.Query.ofTitle(label.query().title()) : label.query();
      List<TitleMatch.Alternative> best = matcher.match(query).best();
      boolean first = label.right().contains(best.getFirst().code());
      boolean five = best.stream().anyMatch(answer -> label.right().contains(answer.code()));
      titles[0]++;
      people[0] += label.people();
      titles[1] += first ? 1 : 0;
      people[1] += first ? label.people() : 0;
      titles[2] += five ? 1 : 0;
      people[2] += five ? label.people() : 0;
      stated += best.getFirst().confidence();
    }
    System.out.printf(
        "Chicago, %s part, %s: %d titles at 1: %.3f at 5: %.3f stated %.3f;"
            + " %.0f people at 1: %.3f at 5: %.3f%n",
        labelled.getFirst().random() ? "random" : "largest",
        titleOnly ? "title alone" : "with department and pay",
        labelled.size(),
        titles[1] / titles[0],
        titles[2] / titles[0],
        stated / titles[0],
        people[0],
        people[1] / people[0],
        people[2] / people[0]);
  }

  /// @param at1 share of titles whose first answer is right
  /// @param at5 share of titles with a right answer among five
  /// @param tenths by confidence of the first answer from 0 to 1: sum stated, number right, number
  ///   asked
  record Result(
      double at1, double at5, double[][] tenths, long buildMillis, double titlesPerSecond) {

    /// By how much confidence and share of right answers differ, over the tenths, weighted by
    /// answers.
    double distanceOfStatedFromRight() {
      double distance = 0;
      double asked = 0;
      for (double[] tenth : tenths) {
        distance += Math.abs(tenth[0] - tenth[1]);
        asked += tenth[2];
      }
      return distance / asked;
    }
  }

  /// @param count how many of the reported titles to ask for, picked by a fixed seed
  static Result measure(ReferenceTitles reference, int count) {
    Map<String, Set<String>> reported = reported(reference);
    List<KnownTitle> searched = without(reference, forms(reported.keySet()));
    long start = System.nanoTime();
    TitleMatcher matcher = reference.matcher(searched);
    long buildMillis = (System.nanoTime() - start) / 1_000_000;
    List<String> asked = new ArrayList<>(reported.keySet());
    Collections.shuffle(asked, new Random(5));
    asked = asked.subList(0, count);
    double[][] tenths = new double[10][3];
    int first = 0;
    int five = 0;
    start = System.nanoTime();
    for (String title : asked) {
      Set<String> right = reported.getOrDefault(title, Set.of());
      List<TitleMatch.Alternative> best = matcher.match(TitleMatcher.Query.ofTitle(title)).best();
      boolean hit = right.contains(best.getFirst().code());
      first += hit ? 1 : 0;
      five += best.stream().anyMatch(answer -> right.contains(answer.code())) ? 1 : 0;
      double confidence = best.getFirst().confidence();
      double[] tenth = tenths[(int) Math.min(9, confidence * 10)];
      tenth[0] += confidence;
      tenth[1] += hit ? 1 : 0;
      tenth[2]++;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(
        first / (double) count, five / (double) count, tenths, buildMillis, count / seconds);
  }

  /// The reported titles, lower case, each with the occupations it is listed for.
  private static Map<String, Set<String>> reported(ReferenceTitles reference) {
    var reported = new LinkedHashMap<String, Set<String>>();
    for (ReferenceTitles.Row row : reference.titles()) {
      if (row.reported()) {
        reported
            .computeIfAbsent(row.title().text().toLowerCase(Locale.ROOT), t -> new HashSet<>())
            .add(row.title().code());
      }
    }
    return reported;
  }

  private static void report(String what, double[] share) {
    System.out.printf("%-34s  at 1: %.4f  at 5: %.4f%n", what, share[0], share[1]);
  }

  private static Set<String> forms(Iterable<String> texts) {
    var forms = new HashSet<String>();
    for (String text : texts) {
      forms.add(TitleWords.plain(text));
      forms.addAll(TitleWords.readings(text));
    }
    return forms;
  }

  private static boolean isHidden(String text, Set<String> hidden) {
    return hidden.contains(TitleWords.plain(text))
        || TitleWords.readings(text).stream().anyMatch(hidden::contains);
  }

  private static List<KnownTitle> without(ReferenceTitles reference, Set<String> hidden) {
    return reference.titles().stream()
        .map(ReferenceTitles.Row::title)
        .filter(title -> !isHidden(title.text(), hidden))
        .toList();
  }

  /// The occupation of the known title nearest by the cosine of plain words.
  private static double[] nearestTitle(
      ReferenceTitles reference, List<KnownTitle> searched, Map<String, Set<String>> questions) {
    var vocabulary = new HashMap<String, Integer>();
    var rows = new ArrayList<int[]>();
    var codes = new ArrayList<String>();
    for (KnownTitle title : searched) {
      rows.add(plainWords(title.text(), vocabulary));
      codes.add(title.code());
    }
    for (TitleMatcher.Occupation occupation : reference.occupations()) {
      rows.add(plainWords(occupation.title(), vocabulary));
      codes.add(occupation.code());
    }
    var index = new CosineIndex(rows, vocabulary.size());
    int first = 0;
    int five = 0;
    for (var entry : questions.entrySet()) {
      float[] cosine = index.cosines(plainWords(entry.getKey(), new HashMap<>(vocabulary)));
      var best = new HashMap<String, Float>();
      for (int t = 0; t < cosine.length; t++) {
        best.merge(codes.get(t), cosine[t], Math::max);
      }
      List<String> top =
          best.entrySet().stream()
              .sorted(
                  Comparator.comparingDouble((Map.Entry<String, Float> e) -> -e.getValue())
                      .thenComparing(Map.Entry::getKey))
              .limit(5)
              .map(Map.Entry::getKey)
              .toList();
      first += entry.getValue().contains(top.getFirst()) ? 1 : 0;
      five += top.stream().anyMatch(entry.getValue()::contains) ? 1 : 0;
    }
    return new double[] {first / (double) questions.size(), five / (double) questions.size()};
  }

  private static int[] plainWords(String text, Map<String, Integer> vocabulary) {
    return Arrays.stream(TitleWords.plain(text).split(" ", -1))
        .mapToInt(word -> vocabulary.computeIfAbsent(word, w -> vocabulary.size()))
        .toArray();
  }

  /// What a held-out title showed.
  ///
  /// @param evidence [kind][occupation]
  /// @param right per occupation
  private record Lesson(float[][] evidence, boolean[] right) {}

  private static void learn(ReferenceTitles reference, String[] arguments) throws IOException {
    Set<String> hidden = forms(reported(reference).keySet());
    var rightFor = new HashMap<String, Set<String>>();
    for (ReferenceTitles.Row row : reference.titles()) {
      rightFor
          .computeIfAbsent(row.title().text().toLowerCase(Locale.ROOT), t -> new HashSet<>())
          .add(row.title().code());
    }
    List<Lesson> lessons =
        lessons(reference, reference.textsToLearnFrom(arguments), rightFor, hidden);
    System.out.printf("lessons %d%n", lessons.size());
    double[] weights = weights(lessons);
    System.out.println("WEIGHTS " + Arrays.toString(weights));
    lessons = lessons(reference, reference.textsToLearnFrom(new String[0]), rightFor, hidden);
    int first = 0;
    int five = 0;
    for (Lesson lesson : lessons) {
      List<Integer> best = best(lesson, weights);
      first += lesson.right()[best.getFirst()] ? 1 : 0;
      five += best.stream().anyMatch(c -> lesson.right()[c]) ? 1 : 0;
    }
    System.out.printf(
        "any alternate titles held out: at 1 %.4f, at 5 %.4f%n",
        first / (double) lessons.size(), five / (double) lessons.size());
    System.out.println("FIRST_CONFIDENCE " + Arrays.toString(curve(lessons, weights, 0, 1)));
    System.out.println("OTHER_CONFIDENCE " + Arrays.toString(curve(lessons, weights, 1, 5)));
  }

  /// Holds out some of the texts, in folds.
  private static List<Lesson> lessons(
      ReferenceTitles reference,
      List<String> from,
      Map<String, Set<String>> rightFor,
      Set<String> hidden) {
    List<String> texts = new ArrayList<>(from);
    texts.removeIf(text -> isHidden(text, hidden));
    Collections.sort(texts);
    Collections.shuffle(texts, new Random(7));
    int each = Math.min(HELD_OUT_EACH, texts.size() / FOLDS);
    var lessons = new ArrayList<Lesson>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<String> held = texts.subList(fold * each, (fold + 1) * each);
      var out = new HashSet<>(hidden);
      out.addAll(forms(held));
      TitleMatcher matcher = reference.matcher(without(reference, out));
      List<String> codes = matcher.codes();
      for (String text : held) {
        double[][] evidence = matcher.evidence(text);
        float[][] small = new float[evidence.length][codes.size()];
        boolean[] right = new boolean[codes.size()];
        for (int c = 0; c < right.length; c++) {
          right[c] = rightFor.getOrDefault(text, Set.of()).contains(codes.get(c));
          for (int e = 0; e < evidence.length; e++) {
            small[e][c] = (float) evidence[e][c];
          }
        }
        lessons.add(new Lesson(small, right));
      }
    }
    return lessons;
  }

  /// Conditional logit: raises the chance that falls on right occupations (Adam, minibatches of
  /// 64).
  private static double[] weights(List<Lesson> lessons) {
    int kinds = TitleMatcher.WEIGHTS.length;
    double[] scale = new double[kinds];
    for (Lesson lesson : lessons) {
      for (int e = 0; e < kinds; e++) {
        double mean = 0;
        double squares = 0;
        for (float v : lesson.evidence()[e]) {
          mean += v;
          squares += v * v;
        }
        int size = lesson.right().length;
        scale[e] += (squares / size - mean * mean / size / size) / lessons.size();
      }
    }
    Arrays.setAll(scale, e -> Math.sqrt(scale[e]) + 1e-6);
    double[] weight = new double[kinds];
    double[] momentum = new double[kinds];
    double[] variance = new double[kinds];
    var order = new ArrayList<>(lessons);
    var random = new Random(3);
    int rounds = 12;
    int step = 0;
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      double rate = round < rounds / 2 ? 0.03 : round < rounds * 3 / 4 ? 0.01 : 0.003;
      for (int from = 0; from < order.size(); from += 64) {
        double[] slope = new double[kinds];
        for (Lesson lesson : order.subList(from, Math.min(from + 64, order.size()))) {
          double[] share = TitleMatcher.shares(sums(lesson, weight, scale));
          double onRight =
              IntStream.range(0, share.length)
                  .filter(c -> lesson.right()[c])
                  .mapToDouble(c -> share[c])
                  .sum();
          for (int c = 0; c < share.length; c++) {
            double excess = share[c] - (lesson.right()[c] ? share[c] / (onRight + 1e-30) : 0);
            for (int e = 0; e < kinds; e++) {
              slope[e] += excess * lesson.evidence()[e][c] / scale[e] / 64;
            }
          }
        }
        step++;
        for (int e = 0; e < kinds; e++) {
          momentum[e] = 0.9 * momentum[e] + 0.1 * slope[e];
          variance[e] = 0.999 * variance[e] + 0.001 * slope[e] * slope[e];
          weight[e] -=
              rate
                  * (momentum[e] / (1 - Math.pow(0.9, step)))
                  / (Math.sqrt(variance[e] / (1 - Math.pow(0.999, step))) + 1e-9);
        }
      }
    }
    Arrays.setAll(weight, e -> weight[e] / scale[e]);
    return weight;
  }

  private static double[] sums(Lesson lesson, double[] weight, double[] scale) {
    double[] sums = new double[lesson.right().length];
    for (int e = 0; e < weight.length; e++) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += weight[e] / scale[e] * lesson.evidence()[e][c];
      }
    }
    return sums;
  }

  private static List<Integer> best(Lesson lesson, double[] weight) {
    double[] sums = sums(lesson, weight, ones(weight.length));
    return IntStream.range(0, sums.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -sums[c]))
        .limit(5)
        .toList();
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Logistic regression of "right" on the log-odds of the chance (gradient steps to the optimum),
  /// over the answers from place `from` (inclusive) to `to` (exclusive).
  private static double[] curve(List<Lesson> lessons, double[] weight, int from, int to) {
    var rows = new ArrayList<double[]>();
    var right = new ArrayList<Boolean>();
    for (Lesson lesson : lessons) {
      double[] share = TitleMatcher.shares(sums(lesson, weight, ones(weight.length)));
      for (int c : best(lesson, weight).subList(from, to)) {
        double odds = Math.log(share[c] / (1 - share[c] + 1e-12));
        rows.add(new double[] {1, odds});
        right.add(lesson.right()[c]);
      }
    }
    double[] curve = {0, 1};
    for (int round = 0; round < 3_000; round++) {
      double[] slope = new double[curve.length];
      for (int i = 0; i < rows.size(); i++) {
        double[] row = rows.get(i);
        double sum = curve[0] * row[0] + curve[1] * row[1];
        double off = (right.get(i) ? 1 : 0) - 1 / (1 + Math.exp(-sum));
        for (int k = 0; k < slope.length; k++) {
          slope[k] += off * row[k] / rows.size();
        }
      }
      for (int k = 0; k < slope.length; k++) {
        curve[k] += 0.5 * slope[k];
      }
    }
    return curve;
  }
}
