package org.rung.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class InstanceTest {
  @Test
  void keepsWhatItWasGivenWithUsesInOrder() {
    Instance.Builder builder = Instance.builder();
    int money = builder.limit("money", 1_000);
    int slot = builder.limit("slot", 2);
    int intake = builder.intake("intake", 5, 2, 300, money);
    assertThat(builder.person("ann")).isZero();
    assertThat(builder.person("bob")).isEqualTo(1);
    int candidate = builder.candidate("data", -700);
    builder.use(slot, 1).use(money, 250).seat(intake);
    Instance instance = builder.build();

    assertThat(instance.firstCandidate(0)).isEqualTo(instance.endOfCandidates(0));
    assertThat(instance.personOf(candidate)).isEqualTo(1);
    assertThat(instance.candidateName(candidate)).isEqualTo("data");
    assertThat(instance.worthCents(candidate)).isEqualTo(-700);
    assertThat(instance.useCount(candidate)).isEqualTo(2);
    assertThat(instance.useLimit(candidate, 0)).isEqualTo(money);
    assertThat(instance.useAmount(candidate, 0)).isEqualTo(250);
    assertThat(instance.useLimit(candidate, 1)).isEqualTo(slot);
    assertThat(instance.seatIntake(candidate, 0)).isEqualTo(intake);
    assertThat(instance.fixedCents(intake)).isEqualTo(300);
    assertThat(instance.moneyLimit(intake)).isEqualTo(money);
  }

  @Test
  void findsThePersonOfEveryCandidateAlsoBesidePeopleWithoutAny() {
    Instance.Builder builder = Instance.builder();
    int[] owner = new int[100];
    int count = 0;
    for (int e = 0; e < 60; e++) {
      builder.person("person " + e);
      for (int k = 0; k < e % 4 && count < owner.length; k++) {
        owner[builder.candidate("c", k)] = e;
        count++;
      }
    }
    Instance instance = builder.build();
    for (int k = 0; k < instance.candidateCount(); k++) {
      assertThat(instance.personOf(k)).isEqualTo(owner[k]);
    }
  }

  @Test
  void refusesWhatCannotBeWithNameValueAndRange() {
    Instance.Builder builder = Instance.builder();
    int slot = builder.limit("slot", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.limit("too large", Instance.MOST_PER_LIMIT + 1))
        .withMessage("capacity: 1000000000000001 is outside -1000000000000000..1000000000000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.intake("intake", 3, 4, 0, Instance.NONE))
        .withMessage("minimum: 4 is outside 0..3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.intake("intake", 3, 1, 0, 1))
        .withMessage("moneyLimit: 1 is outside -1..0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.candidate("nobody's", 1))
        .withMessageContaining("comes before any person");
    builder.person("ann");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.use(slot, 1))
        .withMessageContaining("the last person has none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.candidate("dear", Instance.MOST_PER_CANDIDATE + 1))
        .withMessageStartingWith("worthCents: 1000000000001");
    builder.candidate("once", 1);
    builder.use(slot, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.use(slot, 1))
        .withMessage("limit: 0 is used twice by one candidate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.seat(0))
        .withMessage("intake: 0 is outside 0..-1");
    Instance instance = builder.build();
    assertThatIllegalStateException().isThrownBy(builder::build);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> instance.personName(1))
        .withMessage("person: 1 is outside 0..0");
  }

  @Test
  void refusesChoicesAndPricesThatAreNotItsOwn() {
    Instance.Builder builder = Instance.builder();
    builder.limit("slot", 1);
    builder.person("ann");
    builder.candidate("a", 1);
    builder.person("bob");
    builder.candidate("b", 1);
    Instance instance = builder.build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Choice.of(instance, new int[] {1, Choice.NONE}))
        .withMessage("candidate of person 0: 1 is outside 0..0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Choice.of(instance, new int[] {0}))
        .withMessageContaining("length 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prices.of(instance, new long[] {-1}, new long[0], new long[0]))
        .withMessage("limit 0: -1 is outside 0..9000000000000000");
  }
}
