package org.rung.server.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the page of all people shows.
///
/// @param rows of this page of the list
/// @param found people that the filter leaves
/// @param pages of the list, at least 1
/// @param query the filter as it stands in addresses, without page and order
/// @param roles those there are now, for the filter
public record PeoplePage(
    Workforce.Snapshot snapshot,
    long roleCount,
    long departmentCount,
    PeopleFilter filter,
    List<Row> rows,
    long found,
    int pages,
    String query,
    List<String> roles,
    List<Department> departments,
    Optional<Changed> changed) {

  /// One person.
  ///
  /// @param href the person's page
  public record Row(
      String id,
      String href,
      String role,
      String department,
      String site,
      boolean fullTime,
      boolean hourly) {}

  /// A department now.
  ///
  /// @param number of it among all departments
  /// @param people written out; small groups are not shown
  /// @param told the same as a number, empty where it is not shown
  /// @param percent of the largest one, 0 for a group that is not shown
  public record Department(
      int number, String name, String people, OptionalLong told, double percent) {}

  /// Who came and went since the day before.
  public record Changed(Workforce.Snapshot before, Workforce.Told told) {}

  /// The address of this list with another order: the other way round when it is this one already.
  public String ordered(PeopleFilter.Order order) {
    boolean turn = filter.order() == order && !filter.descending();
    return "/people?" + query + "order=" + order.key() + (turn ? "&down=1" : "");
  }

  /// For `aria-sort`.
  public String sorted(PeopleFilter.Order order) {
    return filter.order() != order ? "none" : filter.descending() ? "descending" : "ascending";
  }

  /// The address of another page of the list.
  public String page(int page) {
    return "/people?"
        + query
        + "order="
        + filter.order().key()
        + (filter.descending() ? "&down=1" : "")
        + "&page="
        + page;
  }

  /// The address of the people of a department.
  public String of(Department department) {
    return "/people?department=" + URLEncoder.encode(department.name(), StandardCharsets.UTF_8);
  }

  /// The address of the list as CSV.
  public String csv() {
    return "/people.csv?" + query + "order=" + filter.order().key();
  }
}
