package org.rung.server.timesheets;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Formats;

/// The own hours of a person.
///
/// @param by `week` or `month`
/// @param day one of the days shown
/// @param shown the days
/// @param rows of the days shown
/// @param asked corrections that were asked for, the newest first
/// @param ever whether there are hours on any day
/// @param key of the form
/// @param sent what stood in a form that was not taken
/// @param correcting the entry whose form was not taken; 0 for that of new hours
/// @param errors by field; under an empty name what is wrong as a whole
/// @param notice what was done; empty for nothing
public record MyHoursPage(
    Employed me,
    LocalDate today,
    String by,
    LocalDate day,
    Span shown,
    List<HourRow> rows,
    HoursStanding standing,
    List<AskedCorrection> asked,
    boolean ever,
    String key,
    Map<String, String> sent,
    long correcting,
    Map<String, String> errors,
    String notice) {
  public MyHoursPage {
    rows = List.copyOf(rows);
    asked = List.copyOf(asked);
    sent = Map.copyOf(sent);
    errors = Map.copyOf(errors);
  }

  /// The finding.
  public String title() {
    if (!ever) {
      return "You have no hours yet";
    }
    return present()
        ? "%s worked this %s".formatted(part().worked(), by)
        : "%s worked from %s".formatted(part().worked(), shown.words());
  }

  private HoursStanding.Part part() {
    return by.equals("month") ? standing.month() : standing.week();
  }

  /// What waits of the days shown.
  public long waiting() {
    return rows.stream().filter(row -> row.state() == HourRow.State.WAITS).count();
  }

  /// Whether the days shown hold today.
  public boolean present() {
    return shown.passed(today) > 0 && !today.isAfter(shown.to());
  }

  /// All minutes of the days shown that stand.
  public long minutes() {
    return rows.stream()
        .filter(row -> row.entry().stands())
        .mapToLong(row -> row.entry().stint().minutes())
        .sum();
  }

  /// The address of the days before or after.
  public String to(int steps) {
    return "/my/hours?by=%s&day=%s"
        .formatted(by, by.equals("month") ? day.plusMonths(steps) : day.plusWeeks(steps));
  }

  /// The address of the same day by week or by month.
  public String by(String other) {
    return "/my/hours?by=%s&day=%s".formatted(other, day);
  }

  /// The finding above the rows.
  public String rowsTitle() {
    return rows.isEmpty()
        ? "No hours from " + shown.words()
        : "%s, %s".formatted(shown.words(), Amount.of(minutes()));
  }

  /// What stood in a field of new hours.
  public String value(String field) {
    return correcting == 0 ? sent.getOrDefault(field, "") : "";
  }

  /// What stands in a field of a correction: what was sent, or what is entered.
  public String value(HourRow row, String field) {
    if (correcting == row.number() && !sent.isEmpty()) {
      return sent.getOrDefault(field, "");
    }
    var stint = row.entry().stint();
    return switch (field) {
      case "day" -> stint.day().toString();
      case "from" -> stint.startsAt().atZone(stint.zone()).toLocalTime().toString();
      case "minutes" -> Integer.toString(stint.minutes());
      default -> "";
    };
  }

  /// What is wrong with a field.
  public Optional<String> error(long entry, String field) {
    return correcting == entry ? Optional.ofNullable(errors.get(field)) : Optional.empty();
  }

  /// Why no day after it can be entered.
  public String zone() {
    return me.zone().getId();
  }

  /// What was asked, in a sentence.
  public String answer(AskedCorrection one) {
    return one.answer()
        .map(answer ->
            switch (answer.code()) {
              case "made" -> "made by %s, %s".formatted(answer.by(), Formats.moment(answer.at()));
              case "refused" ->
                  "refused by %s, %s: %s"
                      .formatted(answer.by(), Formats.moment(answer.at()), answer.why());
              default -> "taken back, " + Formats.moment(answer.at());
            })
        .orElse("waits for an answer");
  }
}
