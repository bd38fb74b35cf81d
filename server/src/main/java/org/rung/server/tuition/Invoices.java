package org.rung.server.tuition;

import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.rung.server.access.Audit;
import org.rung.server.files.NotATable;
import org.rung.server.files.Scratch;
import org.rung.server.files.TabularFile;
import org.rung.server.ledger.NotPosted;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Invoices of schools: brought in as a file, matched with vouchers, paid or disputed. The same
/// line sent twice is one.
@Component
class Invoices {
  private static final int FETCHED = 5_000;
  private static final List<String> COLUMNS = List.of("invoice", "school", "voucher", "amount");

  private final JdbcClient jdbc;
  private final ApplicationStore store;
  private final Payments payments;
  private final DuePayments due;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final TransactionTemplate tried;
  private final Clock clock;

  Invoices(
      JdbcClient jdbc,
      ApplicationStore store,
      Payments payments,
      DuePayments due,
      Audit audit,
      TransactionTemplate transaction,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.payments = payments;
    this.due = due;
    this.audit = audit;
    this.transaction = transaction;
    this.tried = new TransactionTemplate(transactions);
    // A line that is refused goes back alone, also inside of a request that is done once.
    this.tried.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  /// What became of a file.
  ///
  /// @param same lines that were there already
  /// @param faults lines that could not be read, each with its line and why
  public record Taken(long matched, long disputed, long same, List<String> faults) {
    public Taken {
      faults = List.copyOf(faults);
    }
  }

  private record Line(String number, String school, String voucher, long cents) {}

  /// Takes a file with the columns invoice, school, voucher, amount. Good lines are taken, the
  /// others are told.
  ///
  /// @throws Refused when it is no table or a column is missing; nothing was taken
  Taken take(String name, InputStream content, String by) {
    List<String> faults = new ArrayList<>();
    List<Line> lines =
        Scratch.with(
            "invoices",
            content,
            file -> {
              try {
                TabularFile table =
                    TabularFile.open(
                        file,
                        name,
                        cells ->
                            (int)
                                cells.stream()
                                    .map(Invoices::word)
                                    .filter(COLUMNS::contains)
                                    .count());
                Map<String, Integer> at = new HashMap<>();
                for (int c = 0; c < table.columns().size(); c++) {
                  at.putIfAbsent(word(table.columns().get(c)), c);
                }
                for (String column : COLUMNS) {
                  if (!at.containsKey(column)) {
                    throw new Refused(
                        "“%s” has no column “%s”. It needs: %s."
                            .formatted(name, column, String.join(", ", COLUMNS)));
                  }
                }
                List<Line> read = new ArrayList<>();
                table.read((line, values, given) -> {
                  read(line, values, at, faults).ifPresent(read::add);
                  return true;
                });
                return read;
              } catch (NotATable e) {
                throw new Refused(String.valueOf(e.getMessage()));
              }
            });
    long[] counts = new long[3];
    transaction.executeWithoutResult(status -> {
      for (Line line : lines) {
        counts[take(line, by)]++;
      }
      audit.change("tuition", "%d lines of the invoices %s".formatted(lines.size(), name));
    });
    return new Taken(counts[0], counts[1], counts[2], faults);
  }

  private static String word(String column) {
    return column.strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<Line> read(
      long line, String[] values, Map<String, Integer> at, List<String> faults) {
    String[] cells =
        COLUMNS.stream().map(column -> values[at.getOrDefault(column, 0)]).toArray(String[]::new);
    if (Arrays.stream(cells).anyMatch(String::isBlank)) {
      faults.add("Line %d: a cell is empty.".formatted(line));
      return Optional.empty();
    }
    String amount = cells[3].replace("$", "").replace(",", "").strip();
    if (!amount.matches("\\d{1,9}(\\.\\d{1,2})?")) {
      faults.add("Line %d: “%s” is no amount like 1250.00.".formatted(line, cells[3]));
      return Optional.empty();
    }
    long cents = new BigDecimal(amount).movePointRight(2).longValueExact();
    if (cents == 0) {
      faults.add("Line %d: the amount is nothing.".formatted(line));
      return Optional.empty();
    }
    return Optional.of(new Line(cells[0], cells[1], VoucherCode.plain(cells[2]), cents));
  }

  /// @return 0 matched, 1 disputed, 2 there already
  private int take(Line line, String by) {
    record Match(long term, String school, long benefit, String state, boolean taken) {}
    Optional<Match> match =
        jdbc.sql(
                """
                select t.id, a.school, t.benefit_cents, t.state,
                       exists (select from tuition.invoice i
                                where i.term_id = t.id and i.state in ('matched', 'paid')) as taken
                  from tuition.term t
                  join tuition.application a on a.id = t.application_id
                 where t.voucher = :voucher
                   for update of t
                """)
            .param("voucher", line.voucher())
            .query((row, n) ->
                new Match(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getBoolean(5)))
            .optional();
    String dispute =
        match
            .map(it ->
                !it.school().equalsIgnoreCase(line.school())
                    ? "The voucher is for another school."
                    : it.taken() || it.state().equals("paid")
                        ? "The voucher was invoiced before."
                        : !it.state().equals("promised")
                            ? "The voucher no longer holds: the course was given up."
                            : line.cents() > it.benefit()
                                ? "%s is more than the %s of the voucher."
                                    .formatted(
                                        Formats.cents(line.cents()), Formats.cents(it.benefit()))
                                : "")
            .orElse("No voucher has this code.");
    int taken =
        jdbc.sql(
                """
                insert into tuition.invoice
                       (school, number, voucher, cents, term_id, state, reason, taken_by, taken_at)
                values (:school, :number, :voucher, :cents, :term::bigint, :state, :reason, :by,
                        :at::timestamptz)
                    on conflict (school, number, voucher) do nothing
                """)
            .param(
                "school",
                match.filter(it -> dispute.isEmpty()).map(Match::school).orElse(line.school()))
            .param("number", line.number())
            .param("voucher", line.voucher())
            .param("cents", line.cents())
            .param("term", match.map(Match::term).orElse(null))
            .param("state", dispute.isEmpty() ? "matched" : "disputed")
            .param("reason", dispute)
            .param("by", by)
            .param("at", clock.instant().toString())
            .update();
    return taken == 0 ? 2 : dispute.isEmpty() ? 0 : 1;
  }

  private static final String INVOICES =
      """
      select i.id, i.school, i.number, i.voucher, i.cents, i.state, i.reason, a.course,
             p.employer_id, t.pays_on, t.id as term, i.taken_at
        from tuition.invoice i
        left join tuition.term t on t.id = i.term_id
        left join tuition.application a on a.id = t.application_id
        left join people.person p on p.id = a.person_id
      """;

  /// Lines in a state, the newest first.
  List<Invoice> in(String state, int most) {
    return jdbc.sql(INVOICES + " where i.state = :state order by i.id desc limit :most")
        .param("state", state)
        .param("most", most)
        .query(Invoices::invoice)
        .list();
  }

  /// Lines that name the voucher of a term.
  List<Invoice> of(long term) {
    return jdbc.sql(INVOICES + " where i.term_id = :term order by i.id")
        .param("term", term)
        .query(Invoices::invoice)
        .list();
  }

  /// Lines below a number, the highest first.
  ///
  /// @param state that they are in; empty for any
  List<Invoice> before(String state, long number, int most) {
    return jdbc.sql(
            INVOICES
                + """
                 where (:state = '' or i.state = :state)
                   and i.id < :number
                 order by i.id desc
                 limit :most
                """)
        .param("state", state)
        .param("number", number)
        .param("most", most)
        .query(Invoices::invoice)
        .list();
  }

  /// All lines, the oldest first, a few thousand in memory at a time.
  void all(Consumer<Invoice> to) {
    transaction.executeWithoutResult(status ->
        jdbc.sql(INVOICES + " order by i.id")
            .withFetchSize(FETCHED)
            .query(row -> {
              to.accept(invoice(row, 0));
            }));
  }

  /// How many there are in each state.
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    jdbc.sql("select state, count(*) from tuition.invoice group by state")
        .query(row -> {
          counts.put(row.getString(1), row.getLong(2));
        });
    return counts;
  }

  private static Invoice invoice(ResultSet row, int n) throws SQLException {
    return new Invoice(
        row.getLong("id"),
        row.getString("school"),
        row.getString("number"),
        row.getString("voucher"),
        row.getLong("cents"),
        row.getString("state"),
        row.getString("reason"),
        Optional.ofNullable(row.getString("course")),
        Optional.ofNullable(row.getString("employer_id")),
        Optional.ofNullable(row.getObject("pays_on", LocalDate.class)),
        Optional.ofNullable(row.getObject("term", Long.class)),
        row.getTimestamp("taken_at").toInstant());
  }

  /// Pays one line.
  ///
  /// @throws Refused when it is not matched, or the payment is refused; nothing was changed
  void pay(long id, String by) {
    tried.executeWithoutResult(status -> payOne(id, by));
  }

  private void payOne(long id, String by) {
    record Due(long term, long application, long cents, String state) {}
    Due due =
        jdbc.sql(
                """
                select i.term_id, t.application_id, i.cents, i.state
                  from tuition.invoice i
                  left join tuition.term t on t.id = i.term_id
                 where i.id = :id
                   for update of i
                """)
            .param("id", id)
            .query((row, n) ->
                new Due(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
            .optional()
            .orElseThrow(() -> new NotFound("There is no invoice line %d.".formatted(id)));
    if (!due.state().equals("matched")) {
      throw new Refused("Line %d is %s; only a matched line is paid.".formatted(id, due.state()));
    }
    Application application = store.find(due.application()).orElseThrow();
    Application.Term term =
        application.terms().stream()
            .filter(one -> one.id() == due.term())
            .findFirst()
            .orElseThrow();
    try {
      payments.pay(application, term, due.cents(), by);
    } catch (NotPosted e) {
      throw new Refused("The books do not take it: %s".formatted(e.getMessage()));
    }
    ended(id, "paid", "", by);
  }

  /// Pays every matched line that is due: at once where nothing speaks against it, the others one
  /// by one. One that is refused stays, with its reason.
  ///
  /// @return paid, and refused ones with why
  Paid payAll(String by) {
    long paid;
    try {
      paid = due.pay(by);
    } catch (NotPosted one) {
      // One by one it is found which, and all the others are paid.
      paid = 0;
    }
    List<String> refused = new ArrayList<>();
    for (long id :
        jdbc.sql(
                """
                select i.id
                  from tuition.invoice i
                  join tuition.term t on t.id = i.term_id
                 where i.state = 'matched'
                   and t.pays_on <= :today
                 order by i.id
                """)
            .param("today", payments.today())
            .query(Long.class)
            .list()) {
      try {
        pay(id, by);
        paid++;
      } catch (Refused e) {
        refused.add("Line %d: %s".formatted(id, e.getMessage()));
      }
    }
    return new Paid(paid, refused);
  }

  /// What became of paying all.
  public record Paid(long paid, List<String> refused) {
    public Paid {
      refused = List.copyOf(refused);
    }
  }

  /// Disputes a matched line.
  void dispute(long id, String reason, String by) {
    if (reason.isBlank()) {
      throw new Refused("Say what is wrong with the invoice; the school is told.");
    }
    int changed =
        jdbc.sql(
                """
                update tuition.invoice
                   set state = 'disputed', reason = :reason
                 where id = :id
                   and state = 'matched'
                """)
            .param("reason", reason.strip())
            .param("id", id)
            .update();
    if (changed == 0) {
      throw new Refused("Line %d waits for no payment, so it cannot be disputed.".formatted(id));
    }
    audit.change("tuition", "invoice line %d, disputed by %s".formatted(id, by));
  }

  /// Ends a dispute without paying.
  void reject(long id, String by) {
    int changed =
        jdbc.sql(
                """
                update tuition.invoice
                   set state = 'rejected', ended_by = :by, ended_at = :at::timestamptz
                 where id = :id
                   and state = 'disputed'
                """)
            .param("by", by)
            .param("at", clock.instant().toString())
            .param("id", id)
            .update();
    if (changed == 0) {
      throw new Refused("Line %d is not disputed.".formatted(id));
    }
    audit.change("tuition", "invoice line %d, rejected".formatted(id));
  }

  private void ended(long id, String state, String reason, String by) {
    jdbc.sql(
            """
            update tuition.invoice
               set state = :state, reason = :reason, ended_by = :by, ended_at = :at::timestamptz
             where id = :id
            """)
        .param("state", state)
        .param("reason", reason)
        .param("by", by)
        .param("at", clock.instant().toString())
        .param("id", id)
        .update();
  }
}
