package org.rung.server.programmes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;

/// Which programmes a list shows, and in which order.
///
/// @param find part of a name, a provider or a credential, empty for all
/// @param strategy a strategy's code, empty for all
/// @param record `yes` for those with a record of outcomes, empty for all
/// @param page from 1
public record ProgrammeFilter(
    String find, String strategy, String record, Order order, boolean descending, int page) {
  /// The columns a list can be ordered by.
  public enum Order {
    NAME(Comparator.comparing((Programme p) -> p.name().toLowerCase(Locale.ROOT))),
    PRICE(Comparator.comparingLong(Programme::priceCents)),
    HOURS(Comparator.comparingInt(Programme::hours)),
    RECORD(
        Comparator.comparingDouble(
            (Programme p) -> p.outcomes().map(o -> o.small() ? -0.5 : o.employed()).orElse(-1.0))),
    TARGETS(Comparator.comparingInt((Programme p) -> p.targets().size()));

    private final Comparator<Programme> comparator;

    Order(Comparator<Programme> comparator) {
      this.comparator = comparator;
    }

    /// In addresses.
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Any other text is the first.
    static Order of(String key) {
      for (Order order : values()) {
        if (order.key().equals(key)) {
          return order;
        }
      }
      return NAME;
    }
  }

  /// From what stands in an address; what makes no sense counts as not given.
  static ProgrammeFilter of(
      String find, String strategy, String record, String order, boolean down, int page) {
    boolean known = Arrays.stream(Strategy.values()).anyMatch(s -> s.code().equals(strategy));
    return new ProgrammeFilter(
        find.strip(),
        known ? strategy : "",
        record.equals("yes") ? record : "",
        Order.of(order),
        down,
        Math.clamp(page, 1, 1_000_000));
  }

  /// Whether it leaves any out.
  public boolean narrows() {
    return !(find.isEmpty() && strategy.isEmpty() && record.isEmpty());
  }

  Predicate<Programme> holds() {
    String wanted = find.toLowerCase(Locale.ROOT);
    return programme ->
        (wanted.isEmpty()
                || programme.name().toLowerCase(Locale.ROOT).contains(wanted)
                || programme.provider().toLowerCase(Locale.ROOT).contains(wanted)
                || programme.credential().toLowerCase(Locale.ROOT).contains(wanted))
            && (strategy.isEmpty() || programme.strategy().code().equals(strategy))
            && (record.isEmpty() || programme.outcomes().isPresent());
  }

  Comparator<Programme> comparator() {
    Comparator<Programme> by = descending ? order.comparator.reversed() : order.comparator;
    return by.thenComparing(p -> p.name().toLowerCase(Locale.ROOT))
        .thenComparingLong(Programme::id);
  }

  /// The state of a column's head.
  public String sorted(Order column) {
    return order != column ? "none" : descending ? "descending" : "ascending";
  }

  /// The address of the same list in another order.
  public String ordered(Order column) {
    boolean down = order == column ? !descending : column != Order.NAME;
    return "/programmes?" + query() + "order=" + column.key() + (down ? "&down=true" : "");
  }

  /// The address of another page of the list.
  public String page(int number) {
    return "/programmes?"
        + query()
        + "order="
        + order.key()
        + (descending ? "&down=true" : "")
        + "&page="
        + number;
  }

  /// The address of the same rows as CSV.
  public String csv() {
    return "/programmes.csv?" + query() + "order=" + order.key() + (descending ? "&down=true" : "");
  }

  private String query() {
    return part("find", find) + part("strategy", strategy) + part("record", record);
  }

  private static String part(String name, String value) {
    return value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}
