package org.rung.server.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Which people a list shows, and in which order.
///
/// @param id part of an id, empty for all; role and department whole names, likewise
/// @param time `full`, `part` or empty
/// @param page from 1
public record PeopleFilter(
    String id,
    String role,
    String department,
    String time,
    Order order,
    boolean descending,
    int page) {
  /// The columns a list can be ordered by.
  public enum Order {
    ID("p.employer_id"),
    ROLE("r.title"),
    DEPARTMENT("d.name"),
    SITE("s.name");

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
      for (Order order : values()) {
        if (order.key().equals(key)) {
          return order;
        }
      }
      return ID;
    }
  }

  /// From what stands in an address; what makes no sense counts as not given.
  static PeopleFilter of(
      String id,
      String role,
      String department,
      String time,
      String order,
      boolean down,
      int page) {
    return new PeopleFilter(
        id.strip(),
        role,
        department,
        time.equals("full") || time.equals("part") ? time : "",
        Order.of(order),
        down,
        Math.clamp(page, 1, 1_000_000));
  }

  /// Whether it leaves anybody out.
  public boolean narrows() {
    return !(id.isEmpty() && role.isEmpty() && department.isEmpty() && time.isEmpty());
  }

  /// The order as SQL; names of columns only, nothing that came in.
  String orderBy() {
    return order.column + (descending ? " desc" : "") + ", p.employer_id";
  }

  /// For the audit: what was asked for.
  String words() {
    return narrows() ? "list: " + query() : "list of all";
  }

  /// As it stands in an address, `&` at its end unless it is empty.
  String query() {
    return part("id", id)
        + part("role", role)
        + part("department", department)
        + part("time", time);
  }

  private static String part(String name, String value) {
    return value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}
