package org.rung.server.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rung.server.RungTest;
import org.rung.server.SmallWorkforce;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@RungTest
@TestPropertySource(properties = {"rung.demo=true", "rung.test.of=growth-small"})
class SmallComplementsTest {
  @Autowired private Growth growth;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  @Test
  void noGroupUnderFiveCanBeWorkedOutFromWhatStandsBesideIt() {
    SmallWorkforce.load(jdbc, transaction);
    Complements.Found found = Complements.in(growth.review());
    assertThat(found.groups()).isEmpty();
    assertThat(found.told()).isPositive();
  }
}
