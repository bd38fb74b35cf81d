package org.rung.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/rung, jdbc:postgresql://db/rung, beside, word",
    "jdbc:postgresql://db/rung?user=a&password=b%40c, jdbc:postgresql://db/rung, a, b@c",
    "jdbc:postgresql://db/rung?ssl=true&password=b&currentSchema=x, jdbc:postgresql://db/rung?ssl=true&currentSchema=x, beside, b",
    "postgres://a:b@db/rung?user=c&ssl=true, jdbc:postgresql://db:5432/rung?ssl=true, c, b"
  })
  void anAccountInTheAddressIsTheServersAndNeverTheKeepers(
      String url, String plain, String user, String password) {
    DatabaseAddress address =
        DatabaseAddress.of(url, "beside", "word").keptBy("keeper", "secret of the keeper");
    assertThat(address.jdbcUrl()).isEqualTo(plain);
    assertThat(address.user()).isEqualTo(user);
    assertThat(address.password()).isEqualTo(password);
    assertThat(address.keeper())
        .contains(new DatabaseAddress(plain, "keeper", "secret of the keeper"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://a:hidden@db/x", "mysql://db/x?user=a&password=hidden"})
  void whatIsNoAddressIsRefusedWithoutItsPassword(String url) {
    assertThatThrownBy(() -> DatabaseAddress.of(url, "", ""))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("RUNG_DATABASE_URL")
        .hasMessageNotContaining("hidden");
  }
}
