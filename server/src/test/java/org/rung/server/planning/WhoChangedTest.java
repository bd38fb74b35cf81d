package org.rung.server.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rung.matching.Choice;

class WhoChangedTest {
  private static List<PersonChange> since(Solution before, Solution now) {
    return WhoChanged.of(now, SmallModel.earlier(before), people -> Map.of());
  }

  private static Map<Long, String> places(Solution solution) {
    Map<Long, String> places = new HashMap<>();
    Model model = solution.model();
    for (int e = 0; e < model.workforce().size(); e++) {
      int k = solution.solved().choice().candidateOf(e);
      if (k != Choice.NONE) {
        places.put(
            model.workforce().person()[e], model.routes().get(model.route()[k]).programmeName());
      }
    }
    return places;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void namesEverybodyWhosePlaceDiffersOnceAndNobodyElse(long seed) {
    Solution before = SmallModel.solved(SmallModel.random(seed, 120, 60_000_00, 40));
    Solution now = SmallModel.solved(SmallModel.random(seed, 120, 45_000_00, 40));
    Map<Long, String> had = places(before);
    Map<Long, String> has = places(now);
    Map<Long, PersonChange.Kind> expected = new HashMap<>();
    for (Long person : before.model().workforce().person()) {
      String then = had.get(person);
      String is = has.get(person);
      if (then == null && is != null) {
        expected.put(person, PersonChange.Kind.IN);
      } else if (then != null && is == null) {
        expected.put(person, PersonChange.Kind.OUT);
      } else if (then != null && !then.equals(is)) {
        expected.put(person, PersonChange.Kind.MOVED);
      }
    }
    Map<Long, PersonChange.Kind> told = new HashMap<>();
    for (PersonChange change : since(before, now)) {
      assertThat(told.put(change.person(), change.kind())).as("told once").isNull();
      assertThat(change.reason()).endsWith(".");
    }
    assertThat(told).isEqualTo(expected).isNotEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPriceIsNamedOnlyWhereItMovedTheWayThatSpeaksForTheChange(long seed) {
    Solution before = SmallModel.solved(SmallModel.random(seed, 120, 60_000_00, 40));
    Solution now = SmallModel.solved(SmallModel.random(seed, 120, 45_000_00, 40));
    long then = before.solved().prices().limit(0);
    long is = now.solved().prices().limit(0);
    assertThat(is).as("less money makes a dollar dearer").isGreaterThan(then);
    List<PersonChange> changes = since(before, now);
    assertThat(changes)
        .filteredOn(change -> change.kind() == PersonChange.Kind.OUT)
        .as("who leaves while money is shorter leaves for the money or for seats others want more")
        .isNotEmpty()
        .anyMatch(change -> change.cause().equals("Budget of 2027"));
    assertThat(changes)
        .filteredOn(change -> change.reason().contains("reaches further"))
        .as("the budget reaches further for nobody")
        .isEmpty();
    assertThat(changes)
        .filteredOn(change -> change.cause().equals("Budget of 2027"))
        .allMatch(change -> change.reason().contains("It was $60,000 and is $45,000."));
  }

  @Test
  void saysThatTheBudgetRanOutWithBothPrices() {
    Solution before = SmallModel.solved(two(10_000_00));
    Solution now = SmallModel.solved(two(1_000_00));
    assertThat(before.solved().certificate().assigned()).isEqualTo(2);
    List<PersonChange> changes = since(before, now);
    assertThat(changes).hasSize(1);
    PersonChange change = changes.getFirst();
    assertThat(change.person()).as("who is worth less for the money").isEqualTo(101);
    assertThat(change.kind()).isEqualTo(PersonChange.Kind.OUT);
    assertThat(change.cause()).isEqualTo("Budget of 2027");
    assertThat(change.reason())
        .startsWith("Budget of 2027 ran out: one more dollar was worth $0.00 and is worth $")
        .endsWith("It was $10,000 and is $1,000.");
  }

  private static Model two(long budget) {
    SmallModel small = new SmallModel();
    int money = small.limit("money", "Budget of 2027", budget);
    int programme = small.programme("Welding", 9);
    small.person();
    small.candidate(programme, 9_000_00, money, 1_000_00);
    small.person();
    small.candidate(programme, 2_000_00, money, 1_000_00);
    return small.model();
  }

  @Test
  void saysThatASeatWentToSomebodyElseWithBothPrices() {
    Solution before = SmallModel.solved(seats(2));
    Solution now = SmallModel.solved(seats(1));
    PersonChange change = since(before, now).getFirst();
    assertThat(change.cause()).isEqualTo("Seats in Welding from 11 Jan 2027");
    assertThat(change.reason())
        .startsWith(
            "A seat in Welding from 11 Jan 2027 went to somebody else: its price rose from $0.00 to $")
        .endsWith("It had 2 seats and has 1.");
    PersonChange back = since(now, before).getFirst();
    assertThat(back.kind()).isEqualTo(PersonChange.Kind.IN);
    assertThat(back.reason()).startsWith("A seat in Welding from 11 Jan 2027 came within reach");
  }

  private static Model seats(long seats) {
    SmallModel small = new SmallModel();
    int money = small.limit("money", "Budget of 2027", 1_000_000_00);
    int programme = small.programme("Welding", seats);
    small.person();
    small.candidate(programme, 9_000_00, money, 1_000_00);
    small.person();
    small.candidate(programme, 2_000_00, money, 1_000_00);
    return small.model();
  }

  /// Ten people who are alike: the budget holds six of them, then three.
  @Test
  void saysThatFewerOfThoseWhoAreAlikeGetItWhereTheBudgetIsShorter() {
    Solution before = SmallModel.solved(alike(6_000_00));
    Solution now = SmallModel.solved(alike(3_000_00));
    List<PersonChange> changes = since(before, now);
    assertThat(changes)
        .filteredOn(change -> change.kind() == PersonChange.Kind.OUT)
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(changes)
        .filteredOn(change -> change.kind() == PersonChange.Kind.OUT)
        .allMatch(change -> change.cause().equals("Budget of 2027"))
        .anyMatch(change ->
            change.reason().startsWith("Budget of 2027: $6,000 before, $3,000 now.")
                || change.reason().contains("It was $6,000 and is $3,000."));
  }

  private static Model alike(long budget) {
    SmallModel small = new SmallModel();
    int money = small.limit("money", "Budget of 2027", budget);
    int programme = small.programme("Welding", 20);
    for (int e = 0; e < 10; e++) {
      small.person();
      small.candidate(programme, 2_000_00, money, 1_000_00);
    }
    return small.model();
  }

  @Test
  void tellsWhoCameWhoIsGoneAndWhatIsNotWeighedAnyMore() {
    SmallModel first = new SmallModel();
    int money = first.limit("money", "Budget of 2027", 1_000_000_00);
    int welding = first.programme("Welding", 9);
    first.programme("Care", 9);
    first.person(1);
    first.candidate(welding, 9_000_00, money, 1_000_00);
    first.person(2);
    first.candidate(welding, 9_000_00, money, 1_000_00);
    SmallModel second = new SmallModel();
    second.limit("money", "Budget of 2027", 1_000_000_00);
    second.programme("Welding", 9);
    int care = second.programme("Care", 9);
    second.person(2);
    second.candidate(care, 9_000_00, money, 1_000_00);
    second.person(3);
    second.candidate(care, 9_000_00, money, 1_000_00);
    EarlierPlan before = SmallModel.earlier(SmallModel.solved(first.model()));
    List<PersonChange> changes =
        WhoChanged.of(
            SmallModel.solved(second.model()),
            new EarlierPlan(
                7, Optional.of(Set.of(1L, 2L)), before.limits(), before.intakes(), before.held()),
            people -> Map.of());
    assertThat(changes)
        .extracting(PersonChange::person, PersonChange::kind, PersonChange::cause)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                2L, PersonChange.Kind.MOVED, "The pathway is not weighed any more"),
            org.assertj.core.groups.Tuple.tuple(
                3L, PersonChange.Kind.IN, "New in the workforce file"),
            org.assertj.core.groups.Tuple.tuple(
                1L, PersonChange.Kind.OUT, "No longer in the workforce file"));
  }

  @Test
  void pricesAreFoundAgainByWhatTheyAreOfNotByTheirNumber() {
    SmallModel first = new SmallModel();
    first.limit("money", "Budget of 2027", 1_000_00);
    first.programme("Welding", 1);
    first.person();
    first.candidate(0, 9_000_00, 0, 1_000_00);
    first.person();
    first.candidate(0, 8_000_00, 0, 1_000_00);
    Solution before = SmallModel.solved(first.model());
    SmallModel second = new SmallModel();
    second.limit("people", "A new limit", 5);
    int money = second.limit("money", "Budget of 2027", 1_000_00);
    second.programme("Care", 5);
    int welding = second.programme("Welding", 1);
    second.person();
    second.candidate(welding, 9_000_00, money, 1_000_00);
    Model model = second.model();
    var prices = SmallModel.earlier(before).prices(model);
    assertThat(prices.limit(0)).isZero();
    assertThat(prices.limit(money)).isEqualTo(before.solved().prices().limit(0));
    assertThat(prices.seat(0)).isZero();
    assertThat(prices.seat(welding)).isEqualTo(before.solved().prices().seat(0));
    assertThat(prices.limit(money) + prices.seat(welding)).isPositive();
  }
}
