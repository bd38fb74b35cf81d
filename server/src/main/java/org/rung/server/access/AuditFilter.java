package org.rung.server.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Which entries of the audit are shown, and in which order.
///
/// @param who part of a name, empty for all
/// @param deed `read`, `change` or empty
/// @param what a kind of data, empty for all
/// @param which part of the rows that were named, empty for all
/// @param from the first day, both in the server's time zone; `to` the last
/// @param page from 1
public record AuditFilter(
    String who,
    String deed,
    String what,
    String which,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Order order,
    boolean descending,
    int page) {
  /// What the list can be ordered by.
  public enum Order {
    WHEN("at"),
    WHO("who"),
    DEED("deed"),
    WHAT("what"),
    WHICH("subject");

    private final String column;

    Order(String column) {
      this.column = column;
    }

    /// In addresses.
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Any other text is the first.
    static Order of(String key) {
      return Arrays.stream(values()).filter(o -> o.key().equals(key)).findAny().orElse(WHEN);
    }
  }

  /// From what stands in an address; what makes no sense counts as not given.
  static AuditFilter of(
      String who,
      String deed,
      String what,
      String which,
      String from,
      String to,
      String order,
      boolean up,
      int page) {
    return new AuditFilter(
        who.strip(),
        deed.equals("read") || deed.equals("change") ? deed : "",
        what,
        which.strip(),
        day(from),
        day(to),
        Order.of(order),
        !up,
        Math.clamp(page, 1, 1_000_000));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Whether it leaves anything out.
  public boolean narrows() {
    return !(who.isEmpty() && deed.isEmpty() && what.isEmpty() && which.isEmpty())
        || from.isPresent()
        || to.isPresent();
  }

  /// The order as SQL; names of columns only, nothing that came in.
  String orderBy() {
    String way = descending ? " desc" : "";
    return order.column + way + ", at" + way + ", id" + way;
  }

  /// The address of the list by another column, or the other way round by the same one.
  public String ordered(Order by) {
    boolean up = by == order ? descending : by != Order.WHEN;
    return "/audit?" + query() + "order=" + by.key() + (up ? "&up=true" : "");
  }

  /// For `aria-sort`.
  public String sorted(Order by) {
    return by != order ? "none" : descending ? "descending" : "ascending";
  }

  /// The address of another page of the same list.
  public String page(int number) {
    return "/audit?"
        + query()
        + "order="
        + order.key()
        + (descending ? "" : "&up=true")
        + "&page="
        + number;
  }

  /// The address of the same list as a file.
  public String csv() {
    return "/audit.csv?" + query() + "order=" + order.key() + (descending ? "" : "&up=true");
  }

  private String query() {
    return part("who", who)
        + part("deed", deed)
        + part("what", what)
        + part("which", which)
        + part("from", from.map(LocalDate::toString).orElse(""))
        + part("to", to.map(LocalDate::toString).orElse(""));
  }

  private static String part(String name, String value) {
    return value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}
