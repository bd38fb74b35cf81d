package org.rung.matching;

import java.math.BigInteger;
import java.util.List;

/// The candidates that come close to their person's best at some prices, as an instance of their
/// own with the same people, limits and intakes. Where prices are good hardly anybody gets anything
/// else, so a plan is made from these alone; what it is worth, and the bound, are those of the
/// whole.
final class Shortlist {
  /// Fewer candidates than this are all on the list.
  static final int MANY = 1_000_000;

  /// Before there is one.
  static final Shortlist NOBODY = new Shortlist(Instance.builder().build(), new int[0]);

  final Instance instance;
  private final int[] place; // per candidate, among all its person's; empty where all are here

  private Shortlist(Instance instance, int[] place) {
    this.instance = instance;
    this.place = place;
  }

  /// All candidates.
  static Shortlist whole(Population population) {
    return population.here.isPresent()
        ? new Shortlist(population.here.get(), new int[0])
        : of(
            population,
            new double[population.frame.limitCount() + population.frame.intakeCount()],
            Double.POSITIVE_INFINITY);
  }

  /// @param price per limit and intake, cents a unit
  /// @param reach cents behind a person's best from where on candidates are left out
  static Shortlist of(Population population, double[] price, double reach) {
    double[] at = price.clone();
    return joined(
        population,
        population.blocks.each((block, scratch) ->
            new Part(block, (first, kept) -> block.near(at, reach, first, kept, scratch))));
  }

  /// A list, and the bound at the same prices in whole cents, from one look at everybody.
  record Priced(Shortlist shortlist, BigInteger bound) {}

  /// @param reach cents behind a person's best from where on candidates are left out
  static Priced priced(Population population, Prices prices, double reach) {
    List<Bound.Listed> blocks =
        population.blocks.each((block, scratch) -> Bound.listed(block, prices, reach, scratch));
    Sum128 people = new Sum128();
    blocks.forEach(block -> people.add(block.total()));
    return new Priced(
        joined(population, blocks.stream().map(Bound.Listed::part).toList()),
        Bound.cents(population.frame, prices, people));
  }

  private static Shortlist joined(Population population, List<Part> parts) {
    int[] place =
        new int[parts.stream().mapToInt(part -> part.place.length).reduce(0, Math::addExact)];
    int at = 0;
    for (Part part : parts) {
      System.arraycopy(part.place, 0, place, at, part.place.length);
      at += part.place.length;
    }
    Names people =
        population.here.isPresent() ? population.here.get().people : Names.blank(population.people);
    return new Shortlist(new Instance(population.frame, people, parts), place);
  }

  /// A plan of this list's: per person the chosen one's place among all its candidates, or
  /// [Choice#NONE].
  int[] places(int[] choice) {
    int[] places = choice.clone();
    for (int e = 0; e < places.length; e++) {
      int k = choice[e];
      if (k != Choice.NONE) {
        places[e] = place.length == 0 ? k - instance.start[e] : place[k];
      }
    }
    return places;
  }

  /// What [#places] told, in this list: per person a candidate, or [Choice#NONE], also where it is
  /// not on the list.
  int[] choice(int[] places) {
    int[] choice = new int[places.length];
    for (int e = 0; e < choice.length; e++) {
      choice[e] = Choice.NONE;
      for (int k = instance.start[e]; places[e] >= 0 && k < instance.start[e + 1]; k++) {
        if ((place.length == 0 ? k - instance.start[e] : place[k]) == places[e]) {
          choice[e] = k;
        }
      }
    }
    return choice;
  }
}
