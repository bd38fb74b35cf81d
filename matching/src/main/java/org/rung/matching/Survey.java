package org.rung.matching;

/// What is known of people before any price.
final class Survey implements Summand<Survey> {
  private static final long serialVersionUID = 1;

  final Sum128 worth = new Sum128(); // of all candidates without sign, cents
  long leastWorth; // of any plan, cents; fits: the builder bounds the sum
  final long[] leastUse; // per limit, when everybody uses as little of it as can be

  private Survey(int limits) {
    leastUse = new long[limits];
  }

  static Survey of(Block block) {
    Instance instance = block.instance;
    Survey survey = new Survey(instance.limitCount());
    long[] ofPerson = new long[instance.limitCount()];
    for (int e = block.from; e < block.to; e++) {
      long least = 0;
      for (int k = instance.start[e]; k < instance.start[e + 1]; k++) {
        survey.worth.add(Math.abs(instance.worth[k]));
        least = Math.min(least, instance.worth[k]);
      }
      survey.leastWorth += least;
      int from = instance.useStart[instance.start[e]];
      int to = instance.useStart[instance.start[e + 1]];
      for (int i = from; i < to; i++) {
        int limit = instance.useLimit[i];
        ofPerson[limit] = Math.min(ofPerson[limit], instance.useAmount[i]);
      }
      for (int i = from; i < to; i++) {
        int limit = instance.useLimit[i];
        survey.leastUse[limit] += ofPerson[limit];
        ofPerson[limit] = 0;
      }
    }
    return survey;
  }

  @Override
  public void add(Survey other, int part) {
    worth.add(other.worth);
    leastWorth += other.leastWorth;
    for (int j = 0; j < leastUse.length; j++) {
      leastUse[j] += other.leastUse[j];
    }
  }
}
