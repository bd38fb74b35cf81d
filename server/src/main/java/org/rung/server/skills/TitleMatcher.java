package org.rung.server.skills;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds the occupation a job title means, with how sure it is and why.
///
/// Each kind of [Evidence] gives every occupation a number; the numbers times their learned
/// [#WEIGHTS] add up, and `exp` of the sums, shared out over all occupations, are chances (a
/// conditional logit). The title is read alone and, more faintly, with its department in front
/// (`police` + `sergeant`). Kind of department and pay then move the chances, and a logistic curve
/// turns them into confidences that hold: see [#confidence].
///
/// The weights were learned by `TitleAccuracy` (beside the tests) on titles of O*NET that were
/// taken out of what is searched, none of which belongs to its *sample of reported titles*, on
/// which the accuracy is measured. What is said to be set by hand was tried out on the largest
/// titles of the Chicago workforce (218 labelled ones, where halving any of it or adding half moves
/// the share of right answers by at most 0.02), never on the random part kept for measuring.
/// Immutable, safe for many threads. Building takes about a second, a match about a millisecond.
public final class TitleMatcher {

  /// An occupation that titles may mean.
  ///
  /// @param code O*NET-SOC code, such as `53-3032.00`
  /// @param title plural, as O*NET names it
  /// @param description what people in it do
  /// @param pay what it pays, empty where no survey tells
  /// @param employed people in the whole economy who work in the SOC occupation (the code's first
  ///   seven characters), empty where no survey tells
  public record Occupation(
      String code, String title, String description, Optional<Pay> pay, OptionalLong employed) {}

  /// What an occupation pays over a year of full time, whole US cents.
  ///
  /// @param tenth a tenth of its people earn less
  /// @param median half of its people earn less
  /// @param ninetieth a tenth of its people earn more
  public record Pay(long tenth, long median, long ninetieth) {
    public Pay {
      if (tenth <= 0 || median < tenth || ninetieth < median) {
        throw new IllegalArgumentException(
            "pay must rise from above 0: %d, %d, %d".formatted(tenth, median, ninetieth));
      }
    }
  }

  /// A title people of an occupation are known by.
  ///
  /// @param code O*NET-SOC code of the occupation
  /// @param text such as `Chief Executive Officer (CEO)`
  public record KnownTitle(String code, String text) {}

  /// Something people of an occupation do.
  ///
  /// @param code O*NET-SOC code of the occupation
  /// @param text one sentence
  public record Task(String code, String text) {}

  /// What to find the occupation of.
  ///
  /// @param title the employer's words
  /// @param department empty text when unknown
  /// @param annualPayCents of the people with this title, over a year of full time; empty when
  ///   unknown
  public record Query(String title, String department, OptionalLong annualPayCents) {
    public static Query ofTitle(String title) {
      return new Query(title, "", OptionalLong.empty());
    }
  }

  /// What speaks for an occupation, in the order of [#WEIGHTS].
  enum Evidence {
    /// Known titles spelled nearly alike vote for their occupations; the logarithm of the share.
    NEAREST_TITLES,
    /// Known titles spelled at all alike add up, damped where an occupation has many; logarithm.
    ALIKE_TITLES,
    /// The chance of the words in the occupation's titles: see [WordChances].
    WORDS,
    /// The cosine in the space of word meanings: see [WordMeanings].
    MEANING,
    /// Its square, with its sign: near means more than its share.
    NEAR_MEANING,
    /// How the last word, which names the kind of worker (`driver`), is used; before `of` or `to`
    /// where there is one (`foreman` of `Foreman of Truck Drivers`).
    LAST_WORD,
    /// How the first word is used.
    FIRST_WORD,
    /// The cosine with the words of the occupation's own title.
    NAME,
    /// The cosine with the words of its tasks.
    TASKS,
  }

  /// Learned by `TitleAccuracy learn`.
  static final double[] WEIGHTS = {0.494, 0.253, 0.0806, 3.00, 1.81, 0.280, 0.124, 0.848, 6.66};

  /// How much a known title of exactly these words adds. By hand: titles held out for learning have
  /// none, and by O*NET's own word such an occupation is right.
  private static final double SAME_TITLE = 4;

  /// The share of that for `lieutenant` in `Lieutenant-EMT`, where more follows a dash, comma,
  /// stroke or parenthesis. By hand.
  private static final double SAME_BEFORE_ADDITION = 0.5;

  /// How much the reading with the department counts beside the title alone. By hand.
  private static final double WITH_DEPARTMENT = 0.4;

  /// What a SOC group the kind of department mostly employs adds (a factor of 4 in the odds). By
  /// hand.
  private static final double DEPARTMENT_KIND = 1.4;

  /// What each e-fold of pay beyond the occupation's tenth or ninetieth percentile takes away; the
  /// distance counts up to [#FARTHEST_PAY], since low pay is often part time. By hand.
  private static final double PAY_OUTSIDE = 2;

  /// What each e-fold of pay from the occupation's median takes away. By hand.
  private static final double PAY_FROM_MEDIAN = 0.5;

  private static final double FARTHEST_PAY = 1;

  /// What each e-fold of people employed in the whole economy adds: of two occupations that own the
  /// title, the common one is likelier. Far below 1, since one employer is not the economy. By
  /// hand.
  private static final double EMPLOYED = 0.15;

  /// The share of the people of a SOC occupation taken to work in one that O*NET singled out within
  /// it (a code that does not end in `.00`). By hand.
  private static final double SHARE_OF_SINGLED_OUT = 0.1;

  /// People, about the median over all occupations.
  private static final long UNKNOWN_EMPLOYED = 40_000;

  /// What an occupation of the armed forces loses: the product is for civilian employers. By hand.
  private static final double ARMED_FORCES = -3;

  /// The logistic curve to the confidence, of the first answer and of the other four: intercept,
  /// slope over the log-odds of the chance. Learned by `TitleAccuracy learn` on held-out titles.
  private static final double[] FIRST_CONFIDENCE = {-0.121, 0.598};

  private static final double[] OTHER_CONFIDENCE = {-0.447, 0.632};

  /// Of [Evidence#NEAREST_TITLES]: a fiftieth of all votes.
  private static final double A_FAIR_VOTE = -4;

  private static final int ALTERNATIVES = 5;
  private static final int LETTER_RUN_BUCKETS = 1 << 18;

  private final List<Occupation> occupations;
  private final List<String> titles; // one reading each, plain, distinct within an occupation
  private final int[] occupationOf; // per title
  private final double[] manyTitles; // per occupation, square root of its smoothed count of titles
  private final double[] usual; // per occupation, what is added before any title is read
  private final double[] titleShare; // per occupation, smoothed
  private final Map<String, Integer> vocabulary = new HashMap<>();
  private final Map<List<String>, Set<Integer>> listedFor = new HashMap<>(); // words → occupations
  private final CosineIndex spelling;
  private final CosineIndex names;
  private final CosineIndex taskWords;
  private final WordChances chances;
  private final WordMeanings meanings;
  private final PlaceChances last;
  private final PlaceChances first;

  private TitleMatcher(List<Occupation> occupations, List<KnownTitle> known, List<Task> tasks) {
    this.occupations = List.copyOf(occupations);
    int size = occupations.size();
    var number = new HashMap<String, Integer>();
    for (Occupation occupation : occupations) {
      if (number.put(occupation.code(), number.size()) != null) {
        throw new IllegalArgumentException("occupation twice: " + occupation.code());
      }
    }
    titles = new ArrayList<>();
    var owners = new ArrayList<Integer>();
    var seen = new HashSet<String>();
    for (KnownTitle title : known) {
      int owner = numberOf(number, title.code());
      for (String reading : TitleWords.readings(title.text())) {
        if (seen.add(owner + " " + reading)) {
          titles.add(reading);
          owners.add(owner);
        }
      }
    }
    for (int c = 0; c < size; c++) {
      String reading = TitleWords.plain(occupations.get(c).title());
      if (seen.add(c + " " + reading)) {
        titles.add(reading);
        owners.add(c);
      }
    }
    occupationOf = owners.stream().mapToInt(Integer::intValue).toArray();

    var wordsOfTitle = new ArrayList<int[]>();
    var runsOfTitle = new ArrayList<int[]>();
    var titleWords = emptyLists(size);
    last = new PlaceChances();
    first = new PlaceChances();
    double[] count = new double[size];
    for (int t = 0; t < titles.size(); t++) {
      int c = occupationOf[t];
      List<String> words = TitleWords.words(titles.get(t));
      int[] numbers = numbered(words);
      wordsOfTitle.add(numbers);
      runsOfTitle.add(TitleWords.letterRuns(words, LETTER_RUN_BUCKETS));
      for (int w : numbers) {
        titleWords.get(c).add(w);
      }
      listedFor.computeIfAbsent(words, w -> new HashSet<>()).add(c);
      first.count(numbers[0], c);
      last.count(numbers[numbers.length - 1], c);
      count[c]++;
    }
    int titleVocabulary = vocabulary.size();
    var nameWords = new ArrayList<int[]>();
    var descriptionWords = new ArrayList<int[]>();
    var doneWords = emptyLists(size);
    for (Occupation occupation : occupations) {
      nameWords.add(numbered(TitleWords.words(occupation.title())));
      descriptionWords.add(numbered(TitleWords.words(occupation.description())));
    }
    for (Task task : tasks) {
      for (int w : numbered(TitleWords.words(task.text()))) {
        doneWords.get(numberOf(number, task.code())).add(w);
      }
    }
    manyTitles = new double[size];
    titleShare = new double[size];
    for (int c = 0; c < size; c++) {
      manyTitles[c] = Math.sqrt(count[c] + 5);
      titleShare[c] = (count[c] + 1) / (titles.size() + size);
    }
    usual = occupations.stream().mapToDouble(TitleMatcher::usual).toArray();
    var codes = occupations.stream().map(Occupation::code).toList();
    spelling = new CosineIndex(runsOfTitle, LETTER_RUN_BUCKETS);
    names = new CosineIndex(nameWords, vocabulary.size());
    taskWords = new CosineIndex(arrays(doneWords), vocabulary.size());
    chances = new WordChances(codes, wordsOfTitle, occupationOf, titleVocabulary);
    meanings =
        new WordMeanings(
            arrays(titleWords),
            within(descriptionWords, titleVocabulary),
            within(arrays(doneWords), titleVocabulary),
            titleVocabulary);
  }

  /// @param occupations at least one, each code once
  /// @param known titles of these occupations; the occupations' own titles need not be among them
  /// @param tasks of these occupations
  /// @throws IllegalArgumentException if a title or task names an occupation that is not there
  public static TitleMatcher of(
      List<Occupation> occupations, List<KnownTitle> known, List<Task> tasks) {
    if (occupations.isEmpty()) {
      throw new IllegalArgumentException("occupations must hold at least one");
    }
    return new TitleMatcher(occupations, known, tasks);
  }

  /// The likeliest occupations of a title. A title without a letter or digit is matched by
  /// department and pay alone.
  public TitleMatch match(Query query) {
    Reading alone = read(query.title());
    double[] sum = weighted(alone);
    for (int c = 0; c < sum.length; c++) {
      sum[c] += usual[c];
    }
    boolean[] departmentSpeaks = new boolean[sum.length];
    if (!query.department().isBlank()) {
      addDepartment(query, sum, departmentSpeaks);
    }
    boolean[] paySpeaks = new boolean[sum.length];
    if (query.annualPayCents().orElse(0) > 0) {
      addPay(query.annualPayCents().getAsLong(), sum, paySpeaks);
    }
    double[] chance = shares(sum);
    Integer[] order = order(chance);
    var best = new ArrayList<TitleMatch.Alternative>();
    for (int i = 0; i < Math.min(ALTERNATIVES, order.length); i++) {
      int c = order[i];
      best.add(
          new TitleMatch.Alternative(
              occupations.get(c).code(),
              confidence(chance[c], i == 0),
              why(alone, c) + besides(departmentSpeaks[c], paySpeaks[c])));
    }
    return new TitleMatch(best);
  }

  /// The share of right answers among those given this chance, at least 0 and at most 1, rising
  /// with the chance. The chance itself is too modest: several occupations may own one title, and
  /// then each of them is right.
  ///
  /// @param first whether it is the best of the answers
  static double confidence(double chance, boolean first) {
    double odds = Math.log(Math.max(chance, 1e-12) / Math.max(1 - chance, 1e-12));
    double[] curve = first ? FIRST_CONFIDENCE : OTHER_CONFIDENCE;
    return 1 / (1 + Math.exp(-(curve[0] + curve[1] * odds)));
  }

  /// The evidence of a title alone, one row a kind, one column an occupation: what is learned on.
  double[][] evidence(String title) {
    return read(title).evidence();
  }

  List<String> codes() {
    return occupations.stream().map(Occupation::code).toList();
  }

  /// `exp` of the numbers, scaled to add up to 1.
  static double[] shares(double[] sums) {
    double highest = Arrays.stream(sums).max().orElse(0);
    double[] shares = Arrays.stream(sums).map(v -> Math.exp(v - highest)).toArray();
    double total = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(v -> v / total).toArray();
  }

  private static Integer[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -values[c]).thenComparing(c -> c))
        .toArray(Integer[]::new);
  }

  /// A title as evidence.
  ///
  /// @param words comparable words of all its readings
  /// @param nearest per occupation its title spelled most alike, or -1
  /// @param same per occupation 1 if the title is exactly one of its titles, less if a part of it
  ///   is
  private record Reading(List<String> words, double[][] evidence, int[] nearest, double[] same) {}

  private Reading read(String title) {
    int size = occupations.size();
    List<String> texts = TitleWords.readings(title);
    List<List<String>> readings = texts.stream().map(TitleWords::words).toList();
    List<String> words = readings.stream().flatMap(List::stream).toList();
    int[] numbers = known(new LinkedHashSet<>(words));
    double[][] evidence = new double[Evidence.values().length][];
    int[] nearest = new int[size];
    Arrays.fill(nearest, -1);
    readSpelling(TitleWords.letterRuns(words, LETTER_RUN_BUCKETS), evidence, nearest);
    evidence[Evidence.WORDS.ordinal()] = chances.support(numbers);
    double[] meaning = meanings.cosines(numbers);
    evidence[Evidence.MEANING.ordinal()] = meaning;
    evidence[Evidence.NEAR_MEANING.ordinal()] =
        Arrays.stream(meaning).map(v -> v * Math.abs(v)).toArray();
    List<String> before = TitleWords.words(TitleWords.beforeAddition(title));
    int[] main =
        known(readings.isEmpty() || listedFor.containsKey(before) ? before : mainReading(readings));
    int[] head = known(TitleWords.words(TitleWords.beforePreposition(title)));
    if (head.length == 0 || head.length == numbers.length) {
      head = main;
    }
    evidence[Evidence.LAST_WORD.ordinal()] =
        last.support(head.length == 0 ? -1 : head[head.length - 1]);
    evidence[Evidence.FIRST_WORD.ordinal()] = first.support(main.length == 0 ? -1 : main[0]);
    evidence[Evidence.NAME.ordinal()] = doubles(names.cosines(numbers));
    evidence[Evidence.TASKS.ordinal()] = doubles(taskWords.cosines(numbers));
    double[] same = new double[size];
    for (List<String> reading : readings) {
      for (int c : listedFor.getOrDefault(reading, Set.of())) {
        same[c] += 1.0 / readings.size();
      }
    }
    for (int c : listedFor.getOrDefault(before, Set.of())) {
      same[c] = Math.max(same[c], SAME_BEFORE_ADDITION);
    }
    return new Reading(words, evidence, nearest, same);
  }

  private static double usual(Occupation occupation) {
    double employed =
        occupation.employed().orElse(UNKNOWN_EMPLOYED)
            * (occupation.code().endsWith(".00") ? 1 : SHARE_OF_SINGLED_OUT);
    return EMPLOYED * Math.log(Math.max(1, employed) / UNKNOWN_EMPLOYED)
        + (occupation.code().startsWith("55-") ? ARMED_FORCES : 0);
  }

  private void readSpelling(int[] runs, double[][] evidence, int[] nearest) {
    int size = occupations.size();
    double[] near = new double[size];
    double[] alike = new double[size];
    float[] closest = new float[size];
    double all = 1e-9;
    float[] cosine = spelling.cosines(runs);
    for (int t = 0; t < cosine.length; t++) {
      double v = cosine[t];
      if (v <= 0.05) {
        continue;
      }
      int c = occupationOf[t];
      double cube = v * v * v;
      near[c] += cube * cube;
      all += cube * cube;
      alike[c] += cube;
      if (cosine[t] > closest[c]) {
        closest[c] = cosine[t];
        nearest[c] = t;
      }
    }
    for (int c = 0; c < size; c++) {
      near[c] = Math.log(near[c] / all + 1e-3);
      alike[c] = Math.log(alike[c] / manyTitles[c] + 1e-3);
    }
    evidence[Evidence.NEAREST_TITLES.ordinal()] = near;
    evidence[Evidence.ALIKE_TITLES.ordinal()] = alike;
  }

  /// The reading whose first and last word count: outside the parenthesis, unless those words are
  /// an abbreviation no title uses.
  private List<String> mainReading(List<List<String>> readings) {
    List<String> outside = readings.getFirst();
    return readings.size() > 1 && known(outside).length == 0 ? readings.get(1) : outside;
  }

  private double[] weighted(Reading reading) {
    double[] sum = weighted(reading.evidence());
    for (int c = 0; c < sum.length; c++) {
      sum[c] += SAME_TITLE * reading.same()[c];
    }
    return sum;
  }

  /// @param evidence as of [#evidence]
  /// @return per occupation the sum of evidence times [#WEIGHTS]
  static double[] weighted(double[][] evidence) {
    double[] sum = new double[evidence[0].length];
    for (int e = 0; e < evidence.length; e++) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] += WEIGHTS[e] * evidence[e][c];
      }
    }
    return sum;
  }

  /// Blends in the reading with the department and adds to the occupations of its kind.
  private void addDepartment(Query query, double[] sum, boolean[] speaks) {
    Reading together = read(TitleWords.plain(query.department()) + " " + query.title());
    double[] togetherSum = weighted(together);
    List<String> groups = DepartmentKinds.groupsOf(query.department());
    for (int c = 0; c < sum.length; c++) {
      sum[c] += WITH_DEPARTMENT * (togetherSum[c] - sum[c]);
      speaks[c] = groups.stream().anyMatch(occupations.get(c).code()::startsWith);
      if (speaks[c]) {
        sum[c] += DEPARTMENT_KIND;
      }
    }
  }

  private void addPay(long pay, double[] sum, boolean[] speaks) {
    for (int c = 0; c < sum.length; c++) {
      if (occupations.get(c).pay().isEmpty()) {
        continue;
      }
      Pay usual = occupations.get(c).pay().get();
      double outside =
          Math.max(
              Math.log((double) usual.tenth() / pay), Math.log((double) pay / usual.ninetieth()));
      double fromMedian = Math.abs(Math.log((double) pay / usual.median()));
      sum[c] -=
          PAY_OUTSIDE * Math.clamp(outside, 0, FARTHEST_PAY)
              + PAY_FROM_MEDIAN * Math.min(FARTHEST_PAY, fromMedian);
      speaks[c] = outside <= 0;
    }
  }

  private String why(Reading reading, int c) {
    int nearest = reading.nearest()[c];
    if (reading.same()[c] > SAME_BEFORE_ADDITION) {
      return "same as an alternate title";
    }
    if (nearest >= 0
        && new HashSet<>(reading.words()).containsAll(TitleWords.words(titles.get(nearest)))) {
      return "‘%s’ is an alternate title".formatted(titles.get(nearest));
    }
    if (nearest >= 0 && reading.evidence()[Evidence.NEAREST_TITLES.ordinal()][c] > A_FAIR_VOTE) {
      return "like the alternate title ‘%s’".formatted(titles.get(nearest));
    }
    return reading.evidence()[Evidence.TASKS.ordinal()][c] > 0
        ? "by tasks"
        : "by words of like occupations";
  }

  private static String besides(boolean department, boolean pay) {
    if (department) {
      return pay ? ", department and pay speak for it" : ", department speaks for it";
    }
    return pay ? ", pay speaks for it" : "";
  }

  private static int numberOf(Map<String, Integer> numbers, String code) {
    Integer number = numbers.get(code);
    if (number == null) {
      throw new IllegalArgumentException("no such occupation: " + code);
    }
    return number;
  }

  /// Numbers of the words, new ones given to new words.
  private int[] numbered(List<String> words) {
    int[] numbers = new int[words.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vocabulary.computeIfAbsent(words.get(i), w -> vocabulary.size());
    }
    return numbers;
  }

  /// Numbers of the words some title, description or task uses.
  private int[] known(Collection<String> words) {
    return words.stream().filter(vocabulary::containsKey).mapToInt(vocabulary::get).toArray();
  }

  private static List<List<Integer>> emptyLists(int size) {
    var lists = new ArrayList<List<Integer>>();
    for (int c = 0; c < size; c++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static List<int[]> arrays(List<List<Integer>> lists) {
    return lists.stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  private static List<int[]> within(List<int[]> rows, int vocabulary) {
    return rows.stream()
        .map(row -> Arrays.stream(row).filter(w -> w < vocabulary).toArray())
        .toList();
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /// How often a word stands at one place (first, last) of an occupation's titles, against chance.
  private final class PlaceChances {
    private final Map<Integer, Map<Integer, Integer>> uses = new HashMap<>(); // word → occupation

    void count(int word, int occupation) {
      uses.computeIfAbsent(word, w -> new HashMap<>()).merge(occupation, 1, Integer::sum);
    }

    /// @return per occupation, in nats; zero everywhere for a word that never stands there
    double[] support(int word) {
      double[] support = new double[occupations.size()];
      Map<Integer, Integer> of = uses.getOrDefault(word, Map.of());
      int all = of.values().stream().mapToInt(Integer::intValue).sum();
      for (int c = 0; c < support.length; c++) {
        double expected = titleShare[c];
        support[c] = Math.log((of.getOrDefault(c, 0) + 3 * expected) / (all + 3) / expected);
      }
      return support;
    }
  }
}
