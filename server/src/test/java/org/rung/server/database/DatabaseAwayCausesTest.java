package org.rung.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseAwayCausesTest {
  static Stream<Throwable> away() {
    SQLException reset = new SQLException("reset", "08006");
    TransactionSystemException notRolledBack =
        new TransactionSystemException("rollback", new SQLException("unknown"));
    notRolledBack.initApplicationException(new DataAccessResourceFailureException("", reset));
    return Stream.of(
        reset,
        new DataAccessResourceFailureException("read", reset),
        new CannotCreateTransactionException(
            "no connection", new SQLTransientConnectionException("not in time")),
        new IllegalStateException(new RuntimeException(reset)),
        new SQLException("Connection is closed"),
        notRolledBack);
  }

  @ParameterizedTest
  @MethodSource("away")
  void seesItHoweverItIsWrapped(Throwable failure) {
    assertThat(DatabaseAway.caused(failure)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300"})
  void knowsTheStatesOfADatabaseThatIsAway(String state) {
    assertThat(DatabaseAway.caused(new SQLException("", state))).isTrue();
  }

  static Stream<@Nullable Throwable> other() {
    return Stream.of(
        null,
        new IllegalStateException("Connection is closed"),
        new SQLException("unknown"),
        new SQLException("cancelled", "57014"),
        new SQLException("the disk is full", "53100"),
        new DuplicateKeyException("twice", new SQLException("twice", "23505")),
        new TransactionSystemException("rollback", new SQLException("unknown")));
  }

  @ParameterizedTest
  @MethodSource("other")
  void takesNothingElseForIt(@Nullable Throwable failure) {
    assertThat(DatabaseAway.caused(failure)).isFalse();
  }
}
