package org.rung.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class MoneyTest {
  @Test
  void addsToTheCent() {
    assertThat(Money.cents(10).plus(Money.cents(20))).isEqualTo(Money.cents(30));
    assertThat(Money.cents(10).minus(Money.cents(20)).minor()).isEqualTo(-10);
    assertThat(Money.cents(525_000).amount()).isEqualByComparingTo("5250.00");
  }

  @Test
  void readsADecimalAmountToTheMinorUnitOfItsCurrency() {
    assertThat(Money.of(new BigDecimal("10.005"), Currency.getInstance("USD")).minor())
        .isEqualTo(1001);
    assertThat(Money.of(new BigDecimal("10.4"), Currency.getInstance("JPY")).minor()).isEqualTo(10);
  }

  @Test
  void refusesToMixCurrenciesAndToOverflow() {
    Money yen = new Money(1, Currency.getInstance("JPY"));
    assertThatThrownBy(() -> Money.cents(1).plus(yen)).hasMessageContaining("different currencies");
    assertThatThrownBy(() -> Money.cents(Long.MAX_VALUE).plus(Money.cents(1)))
        .isInstanceOf(ArithmeticException.class);
  }
}
