package org.rung.matching;

/// What is known of people before any price.
final class Survey implements Summand<Survey> {
  private static final long serialVersionUID = 1;

  long people;
  long candidates;
  final Sum128 mostWorth = new Sum128(); // of everybody's largest worth without sign
  final Sum128 mostUse = new Sum128(); // of everybody's largest use without sign
  final Sum128 worth = new Sum128(); // of all candidates without sign, cents
  long leastWorth; // of any plan, cents; fits: the builder bounds the sum
  final long[] leastUse; // per limit, when everybody uses as little of it as can be

  private Survey(int limits) {
    leastUse = new long[limits];
  }

  static Survey of(Block block) {
    Instance instance = block.instance;
    Survey survey = new Survey(instance.limitCount());
    survey.people = block.to - block.from;
    survey.candidates = block.endOfCandidates() - block.firstCandidate();
    long[] ofPerson = new long[instance.limitCount()];
    for (int e = block.from; e < block.to; e++) {
      long least = 0;
      long most = 0;
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        long size = Math.abs(instance.worth[k]);
        survey.worth.add(size);
        most = Math.max(most, size);
        least = Math.min(least, instance.worth[k]);
      }
      survey.leastWorth += least;
      survey.mostWorth.add(most);
      long mostUse = 0;
      int from = instance.useStart[instance.start[e]];
      int to = instance.useStart[instance.start[e + 1]];
      for (int i = from; i < to; i++) {
        int limit = instance.useLimit[i];
        ofPerson[limit] = Math.min(ofPerson[limit], instance.useAmount[i]);
        mostUse = Math.max(mostUse, Math.abs(instance.useAmount[i]));
      }
      for (int i = from; i < to; i++) {
        int limit = instance.useLimit[i];
        survey.leastUse[limit] += ofPerson[limit];
        ofPerson[limit] = 0;
      }
      survey.mostUse.add(mostUse);
    }
    return survey;
  }

  /// What [Instance.Builder] looks at where all people are in one instance.
  ///
  /// @throws IllegalArgumentException if blocks are missing or sums do not fit
  void check(Population population) {
    if (people != population.people || candidates != population.candidates) {
      throw new IllegalArgumentException(
          "blocks: they hold %d people with %d candidates, not %d with %d"
              .formatted(people, candidates, population.people, population.candidates));
    }
    Sum128 all = new Sum128();
    all.add(mostWorth);
    for (long cents : population.frame.fixed) {
      all.add(cents);
    }
    if (!all.isAtMost(Instance.MOST_IN_ALL)) {
      throw new IllegalArgumentException("sum of all worth and fixed prices: over 2^61");
    }
    if (!mostUse.isAtMost(Instance.MOST_IN_ALL)) {
      throw new IllegalArgumentException("sum of everybody's largest use: over 2^61");
    }
  }

  @Override
  public void add(Survey other, int part) {
    people += other.people;
    candidates += other.candidates;
    mostWorth.add(other.mostWorth);
    mostUse.add(other.mostUse);
    worth.add(other.worth);
    leastWorth += other.leastWorth;
    for (int j = 0; j < leastUse.length; j++) {
      leastUse[j] += other.leastUse[j];
    }
  }
}
