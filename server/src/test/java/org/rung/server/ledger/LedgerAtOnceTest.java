package org.rung.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rung.server.ledger.Posting.Kind;
import org.springframework.core.NestedRuntimeException;

/// Many write on one budget at the same time, each through a connection of its own.
@Timeout(60)
class LedgerAtOnceTest {
  private static final int WRITERS = 64;
  private static final long CENTS = 300;

  private static Books books;
  private final Budget budget = Books.budget();

  @BeforeAll
  static void make() {
    books = new Books();
  }

  @AfterEach
  void everythingHolds() throws Exception {
    books.hold();
  }

  private void grant() throws Exception {
    try (Books.Writer writer = books.writer()) {
      writer.post("grant " + budget, Kind.GRANT, budget, "the year", CENTS);
    }
  }

  /// Commits one cent after the other until nothing is left.
  private long useUp(int writer, CountDownLatch start) throws Exception {
    try (Books.Writer own = books.writer()) {
      start.countDown();
      start.await();
      for (long n = 0; ; n++) {
        try {
          String about = "enrolment %d-%d".formatted(writer, n);
          own.post(budget + about, Kind.COMMIT, budget, about, 1);
        } catch (NotPosted refused) {
          assertThat(refused.problem())
              .isEqualTo(
                  new NotPosted.OverBudget(
                      budget, new Money(1, Books.DOLLAR), new Money(0, Books.DOLLAR)));
          return n;
        }
      }
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<T> answer : threads.invokeAll(work)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private List<Callable<Long>> writers(CountDownLatch start) {
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      work.add(() -> useUp(writer, start));
    }
    return work;
  }

  private long committed() throws Exception {
    return books.number(
        """
        select sum(e.minor)
          from ledger.entry e
          join ledger.account a on a.id = e.account_id and a.kind = 'committed'
          join ledger.budget b on b.id = a.budget_id and b.cost_centre = '%s'
        """
            .formatted(budget.costCentre()));
  }

  @Test
  void sixtyFourWritersUseABudgetUpExactlyAndNeverOverspendIt() throws Exception {
    grant();
    List<Long> counts = atOnce(writers(new CountDownLatch(WRITERS)));
    assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(CENTS);
    assertThat(committed()).isEqualTo(CENTS);
  }

  /// By SQL of their own, without a look or a lock before: the database alone keeps the budget.
  @Test
  void sixtyFourWritersWhoAskNobodyDoNotOverspendItEither() throws Exception {
    grant();
    try (Books.Writer writer = books.writer()) {
      writer.post("first " + budget, Kind.COMMIT, budget, "by hand", 1);
    }
    String sql =
        """
        with made as (
          insert into ledger.transaction (request_key, kind, about, made_by, made_at, reason)
          values (gen_random_uuid(), 'commit', 'by hand', 'by hand', now(), '')
          returning id)
        insert into ledger.entry (transaction_id, account_id, minor)
        select made.id, a.id, case a.kind when 'free' then -3 else 3 end
          from made, ledger.account a
          join ledger.budget b on b.id = a.budget_id and b.cost_centre = '%s'
         where a.kind in ('free', 'committed')
        """
            .formatted(budget.costCentre());
    CountDownLatch start = new CountDownLatch(WRITERS);
    Callable<Long> byHand =
        () -> {
          try (Connection connection = books.address.connect();
              Statement statement = connection.createStatement()) {
            start.countDown();
            start.await();
            for (long n = 0; ; n++) {
              try {
                statement.execute(sql);
              } catch (SQLException refused) {
                assertThat(refused.toString()).contains("never_overspent");
                return n;
              }
            }
          }
        };
    List<Long> counts = atOnce(Collections.nCopies(WRITERS, byHand));
    assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo((CENTS - 1) / 3);
    assertThat(committed()).isEqualTo(1 + (CENTS - 1) / 3 * 3);
  }

  @Test
  void aWriterKilledInMidTransactionTakesNothingWithIt() throws Exception {
    grant();
    CountDownLatch start = new CountDownLatch(WRITERS + 1);
    List<Callable<Long>> work = writers(start);
    work.add(() -> {
      killedWhileItHolds(100, start);
      return 0L;
    });
    List<Long> counts = atOnce(work);
    assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(CENTS);
    assertThat(committed()).isEqualTo(CENTS);
    assertThat(books.number("select count(*) from ledger.transaction where about = 'lost'"))
        .isZero();
  }

  /// Posts, lets the others start, who then wait for it, and loses its connection.
  private void killedWhileItHolds(long cents, CountDownLatch start) throws Exception {
    try (Books.Writer victim = books.writer()) {
      long process;
      try (var statement = victim.connection().createStatement();
          var row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        process = row.getLong(1);
      }
      assertThatThrownBy(() ->
              victim.in(ledger -> {
                ledger.post(
                    "lost " + budget, Books.posting(Kind.COMMIT, budget, "lost", cents), "a test");
                start.countDown();
                kill(process);
                return 0L;
              }))
          .isInstanceOf(NestedRuntimeException.class);
    }
  }

  private static void kill(long process) {
    try {
      String others =
          """
          select count(*)
            from pg_stat_activity
           where %d = any (pg_blocking_pids(pid))
          """
              .formatted(process);
      while (books.number(others) == 0) {
        Thread.onSpinWait();
      }
      assertThat(
              books.number(
                  "select count(*) from pg_terminate_backend(%d) as done where done"
                      .formatted(process)))
          .isEqualTo(1);
      while (books.number("select count(*) from pg_stat_activity where pid = " + process) > 0) {
        Thread.onSpinWait();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSameRequestFromManyThreadsAtOnceIsOneTransaction() throws Exception {
    CountDownLatch start = new CountDownLatch(16);
    List<Callable<List<Long>>> work = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      work.add(() -> {
        try (Books.Writer writer = books.writer()) {
          start.countDown();
          start.await();
          // The budget, its accounts and the last cent: all of it is asked for sixteen times.
          return List.of(
              writer.post("1 " + budget, Kind.GRANT, budget, "the year", 7),
              writer.post("2 " + budget, Kind.COMMIT, budget, "enrolment 1", 7),
              writer.post("3 " + budget, Kind.PAY, budget, "enrolment 1", 7));
        }
      });
    }
    assertThat(atOnce(work)).hasSize(16).containsOnly(atOnce(work.subList(0, 1)).getFirst());
    assertThat(
            books.number(
                "select count(*) from ledger.transaction where request_key like '%" + budget + "'"))
        .isEqualTo(3);
  }

  @Test
  void ofTwoThatTakeOneKeyForDifferentBudgetsOneIsRefused() throws Exception {
    Budget other = Books.budget();
    CountDownLatch start = new CountDownLatch(2);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (Budget of : List.of(budget, other)) {
      work.add(() -> {
        try (Books.Writer writer = books.writer()) {
          start.countDown();
          start.await();
          writer.post("shared " + budget, Kind.GRANT, of, "the year", 7);
          return true;
        } catch (NotPosted refused) {
          assertThat(refused.problem()).isInstanceOf(NotPosted.KeyTaken.class);
          return false;
        }
      });
    }
    assertThat(atOnce(work)).containsExactlyInAnyOrder(true, false);
  }
}
