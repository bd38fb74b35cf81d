package org.rung.server.skills;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Which roles the page shows, and in which order.
///
/// @param find words the title holds; empty for every title
/// @param state a value of [RoleState#value], `waits` for all that wait, empty for every state
/// @param department where most of a role's people are; empty for every department
/// @param sort `doubt` (least certain and most people first), `people` or `role`
/// @param page from 1
public record RoleFilter(String find, String state, String department, String sort, int page) {
  private static final List<String> SORTS = List.of("doubt", "people", "role");

  public RoleFilter {
    find = find.strip();
    sort = SORTS.contains(sort) ? sort : SORTS.getFirst();
    page = Math.max(1, page);
  }

  boolean shows(ReviewedRole role) {
    return (find.isEmpty()
            || role.title().toLowerCase(Locale.ROOT).contains(find.toLowerCase(Locale.ROOT)))
        && (state.isEmpty()
            || (state.equals("waits") ? role.state().waits() : role.state().value().equals(state)))
        && (department.isEmpty() || department.equals(role.department()));
  }

  Comparator<ReviewedRole> order() {
    return switch (sort) {
      case "people" -> ReviewedRole.BY_PEOPLE;
      case "role" ->
          Comparator.comparing(ReviewedRole::title, String.CASE_INSENSITIVE_ORDER)
              .thenComparing(ReviewedRole::title);
      default -> ReviewedRole.BY_DOUBT;
    };
  }

  /// The address of this choice on another page.
  public String onPage(int other) {
    return new RoleFilter(find, state, department, sort, other).address("/roles");
  }

  /// The address of this choice in another order.
  public String sortedBy(String other) {
    return new RoleFilter(find, state, department, other, 1).address("/roles");
  }

  /// The address of these rows as a file.
  public String csv() {
    return new RoleFilter(find, state, department, sort, 1).address("/roles.csv");
  }

  /// `ascending`, `descending` or `none` for the head of a column.
  public String ariaSort(String column) {
    return sort.equals(column) ? column.equals("role") ? "ascending" : "descending" : "none";
  }

  /// Whether it leaves anything out.
  public boolean narrows() {
    return !find.isEmpty() || !state.isEmpty() || !department.isEmpty();
  }

  private String address(String path) {
    var query = new StringBuilder();
    add(query, "find", find);
    add(query, "state", state);
    add(query, "department", department);
    add(query, "sort", sort.equals(SORTS.getFirst()) ? "" : sort);
    add(query, "page", page == 1 ? "" : String.valueOf(page));
    return path + query;
  }

  private static void add(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
