package org.rung.server.home;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;

/// What a manager's page shows: people of the departments the account manages.
///
/// @param departments whose people these are, by name
/// @param plan the published one
/// @param people in the team, `planned` of them in the plan
/// @param quarters hours away, by quarter and department
/// @param all whether everybody is shown, or only who is planned
/// @param found rows that the filter leaves
/// @param page from 1
public record Team(
    List<String> departments,
    Optional<Published> plan,
    long people,
    long planned,
    List<Quarter> quarters,
    String find,
    boolean all,
    String order,
    boolean down,
    List<Row> rows,
    long found,
    int page,
    int pages) {
  public Team {
    departments = List.copyOf(departments);
    quarters = List.copyOf(quarters);
    rows = List.copyOf(rows);
  }

  /// The published plan.
  public record Published(long plan, String by) {}

  /// Hours of release of a department in the quarter that begins on a day.
  public record Quarter(LocalDate from, String department, long used, long capacity) {
    /// Of what may be spared, 0 to 100.
    public double percent() {
      return capacity == 0 ? 0 : Math.min(100, used * 100.0 / capacity);
    }
  }

  /// Somebody of the team.
  ///
  /// @param person id in `people`
  /// @param name the employer's id
  /// @param against statements that stand
  public record Row(
      long person,
      String name,
      String role,
      String department,
      Optional<Place> place,
      long against) {
    /// The last part of the person's address.
    public String key() {
      return "~" + person;
    }
  }

  /// What somebody is planned for.
  public record Place(
      String programme,
      String to,
      Strategy strategy,
      LocalDate starts,
      int weeks,
      int hours,
      boolean paidTime) {
    /// The last day to plan with.
    public LocalDate ends() {
      return starts.plusWeeks(weeks);
    }
  }

  /// The finding.
  public String title() {
    if (departments.isEmpty()) {
      return "No team is yours yet";
    }
    if (plan.isEmpty()) {
      return "No plan is published; nobody of your team is asked to leave for training";
    }
    return planned == 0
        ? "The published plan asks nobody of your team to leave for training"
        : "%s of %s people in your team are planned for training"
            .formatted(Formats.people(planned), Formats.people(people));
  }

  /// Whose team this is, in a sentence.
  public String lead() {
    return departments.isEmpty()
        ? "A manager sees the people of the departments that an administrator links to the account."
        : "%s.%s"
            .formatted(
                String.join(", ", departments),
                plan.map(now -> " Plan %d, published by %s.".formatted(now.plan(), now.by()))
                    .orElse(""));
  }

  /// The finding on the hours.
  public String hoursFinding() {
    Quarter most =
        quarters.stream().max(java.util.Comparator.comparingDouble(Quarter::percent)).orElseThrow();
    return most.used() == 0
        ? "No paid hours are taken from your team"
        : "Most is taken from %s in the quarter from %s: %s of what may be spared"
            .formatted(
                most.department(),
                Formats.date(most.from()),
                Formats.percent(most.percent() / 100));
  }

  /// How many rows there are, in words.
  public String shown() {
    return "%s of %s people".formatted(Formats.people(found), Formats.people(people));
  }

  /// The address of another page of the same rows.
  public String onPage(int other) {
    return address(order, down, other);
  }

  /// The address of the rows by another column; again turns the direction.
  public String sortedBy(String column) {
    return address(column, order.equals(column) && !down, 1);
  }

  /// How the column is sorted.
  public String ariaSort(String column) {
    return order.equals(column) ? down ? "descending" : "ascending" : "none";
  }

  private String address(String by, boolean descending, int at) {
    return "/team?find=%s&show=%s&order=%s&down=%s&page=%d#people"
        .formatted(
            URLEncoder.encode(find, StandardCharsets.UTF_8),
            all ? "all" : "planned",
            by,
            descending,
            at);
  }
}
