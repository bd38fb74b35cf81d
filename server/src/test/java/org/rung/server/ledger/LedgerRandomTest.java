package org.rung.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rung.server.ledger.Posting.Kind;

/// Ten thousand operations as they come, also such as are refused, sent twice, reversed or rolled
/// back, beside a model in memory that knows what each has to answer.
class LedgerRandomTest {
  private static final int OPERATIONS = 10_000;
  private static final int BATCH = 100;
  private static final int MATTERS = 40;

  /// What was asked, and what it answered.
  private record Done(String key, Posting posting, long number, boolean reversed) {}

  /// The world as it has to be. A copy is kept where a transaction begins.
  private record Model(Map<String, Long> balances, List<Done> done) {
    Model() {
      this(new HashMap<>(), new ArrayList<>());
    }

    Model copy() {
      return new Model(new HashMap<>(balances), new ArrayList<>(done));
    }

    static String place(Budget budget, Side side, String about) {
      return budget + " " + side.word() + " " + side.about(about);
    }

    boolean covers(Budget budget, Side side, String about, long cents) {
      return side == Side.SOURCE || balances.getOrDefault(place(budget, side, about), 0L) >= cents;
    }

    void move(Posting posting, Side from, Side to) {
      long cents = posting.amount().minor();
      balances.merge(place(posting.budget(), from, posting.about()), -cents, Long::sum);
      balances.merge(place(posting.budget(), to, posting.about()), cents, Long::sum);
    }
  }

  private final Random random = new Random(20261122);
  private final List<Budget> budgets =
      List.of(
          budget("", "Chicago", "USD"),
          budget("P-1", "Chicago", "USD"),
          budget("P-2", "Chicago", "USD"),
          budget("P-1", "Halifax", "CAD"),
          budget("P-1", "Osaka", "JPY"));

  private static Budget budget(String programme, String centre, String currency) {
    return new Budget(
        Optional.of(programme).filter(code -> !code.isEmpty()),
        2027,
        centre,
        Currency.getInstance(currency));
  }

  @Test
  void tenThousandOperationsKeepEveryInvariant() throws SQLException {
    Books books = new Books();
    Model model = new Model();
    int refused = 0;
    try (Books.Writer writer = books.writer()) {
      for (int from = 0; from < OPERATIONS; from += BATCH) {
        int first = from;
        Model then = model.copy();
        boolean rolledBack = random.nextInt(10) == 0;
        refused +=
            writer
                .transaction()
                .execute(status -> {
                  int no = 0;
                  for (int n = first; n < first + BATCH; n++) {
                    no += answers(writer.ledger(), then, "request " + n) ? 0 : 1;
                  }
                  if (rolledBack) {
                    status.setRollbackOnly();
                  }
                  return no;
                });
        model = rolledBack ? model : then;
      }
    }
    assertThat(refused).isBetween(OPERATIONS / 20, OPERATIONS / 2);
    assertThat(model.done()).hasSizeGreaterThan(OPERATIONS / 3);
    books.hold();
    assertThat(counted(books)).isEqualTo(held(model));
    assertThat(books.number("select count(*) from ledger.transaction"))
        .isEqualTo(model.done().size() + model.done().stream().filter(Done::reversed).count());
  }

  /// One operation, with the answer that it must have.
  ///
  /// @return whether something was posted, or had been
  private boolean answers(Ledger ledger, Model model, String key) {
    int what = random.nextInt(20);
    if (what == 0 && !model.done().isEmpty()) {
      Done again = model.done().get(random.nextInt(model.done().size()));
      assertThat(ledger.post(again.key(), again.posting(), "a test")).isEqualTo(again.number());
      return true;
    }
    if (what <= 2 && !model.done().isEmpty()) {
      return reverses(ledger, model, key, random.nextInt(model.done().size()));
    }
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    long cents = kind == Kind.GRANT ? 1 + random.nextInt(50_000) : 1 + random.nextInt(6_000);
    Posting posting =
        Books.posting(
            kind,
            budgets.get(random.nextInt(budgets.size())),
            "enrolment " + random.nextInt(MATTERS),
            cents);
    boolean covered = model.covers(posting.budget(), kind.from, posting.about(), cents);
    try {
      long number = ledger.post(key, posting, "a test");
      assertThat(covered).as("%s %s", key, posting).isTrue();
      model.move(posting, kind.from, kind.to);
      model.done().add(new Done(key, posting, number, false));
      return true;
    } catch (NotPosted no) {
      assertThat(covered).as("%s %s: %s", key, posting, no.problem()).isFalse();
      return false;
    }
  }

  private static boolean reverses(Ledger ledger, Model model, String key, int which) {
    Done of = model.done().get(which);
    Posting posting = of.posting();
    Kind kind = posting.kind();
    boolean can =
        !of.reversed()
            && model.covers(posting.budget(), kind.to, posting.about(), posting.amount().minor());
    try {
      ledger.reverse(key, of.number(), "a mistake", "a test");
      assertThat(can).as("%s reverses %s", key, of).isTrue();
      model.move(posting, kind.to, kind.from);
      model.done().set(which, new Done(of.key(), posting, of.number(), true));
      return true;
    } catch (NotPosted no) {
      assertThat(can).as("%s reverses %s: %s", key, of, no.problem()).isFalse();
      return false;
    }
  }

  private static Map<String, Long> held(Model model) {
    Map<String, Long> held = new TreeMap<>(model.balances());
    held.values().removeIf(cents -> cents == 0);
    return held;
  }

  /// The same from the entries alone.
  private Map<String, Long> counted(Books books) throws SQLException {
    Map<String, Long> counted = new TreeMap<>();
    try (Connection connection = books.address.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select b.programme, b.cost_centre, a.kind, a.about, sum(e.minor)
                  from ledger.entry e
                  join ledger.account a on a.id = e.account_id
                  join ledger.budget b on b.id = a.budget_id
                 group by b.id, a.id
                having sum(e.minor) <> 0
                """)) {
      while (rows.next()) {
        String programme = rows.getString(1);
        String centre = rows.getString(2);
        Budget budget =
            budgets.stream()
                .filter(one ->
                    one.programme().orElse("").equals(programme) && one.costCentre().equals(centre))
                .findFirst()
                .orElseThrow();
        counted.put(
            Model.place(budget, Side.of(rows.getString(3)), rows.getString(4)), rows.getLong(5));
      }
    }
    return counted;
  }
}
