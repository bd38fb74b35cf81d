package org.rung.server.timesheets;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rung.server.files.CsvDownload;
import org.rung.server.hours.Measured;
import org.springframework.stereotype.Component;

/// Totals by person, as a page and as a file.
@Component
class Totals {
  static final int PAGE = 50;

  static final List<String> COLUMNS =
      List.of(
          "person_id",
          "department",
          "week",
          "week_worked_minutes",
          "month",
          "month_worked_minutes",
          "period_from",
          "period_to",
          "period_worked_minutes",
          "period_waiting_minutes",
          "period_not_worked_minutes",
          "average_minutes_a_week",
          "benefits",
          "benefits_missing_minutes",
          "benefits_met_on",
          "full_time",
          "full_time_missing_minutes",
          "full_time_met_on");

  private final Staff staff;
  private final Standings standings;

  Totals(Staff staff, Standings standings) {
    this.staff = staff;
    this.standings = standings;
  }

  /// A page of the table.
  ///
  /// @param page from 1; past the end it is the last
  TotalsTable table(
      Reach reach,
      String address,
      LocalDate day,
      LocalDate today,
      boolean onlyNear,
      String asked,
      int page) {
    String find = onlyNear ? "" : asked.replace("\u0000", "").strip();
    List<Long> near = standings.near(reach, day, today);
    long all = staff.count(reach, "");
    long shown = onlyNear ? near.size() : find.isEmpty() ? all : staff.count(reach, find);
    int pages = (int) Math.max(1, (shown + PAGE - 1) / PAGE);
    int here = Math.clamp(page, 1, pages);
    List<Employed> people =
        onlyNear
            ? byNumber(near.subList((here - 1) * PAGE, (int) Math.min(here * PAGE, shown)))
            : staff.page(reach, find, here - 1, PAGE);
    HoursStanding none = standings.none(day, today);
    return new TotalsTable(
        address,
        rows(people, day, today, none),
        all,
        near.size(),
        onlyNear,
        find,
        here,
        pages,
        none.week().span(),
        none.month().span(),
        none.period().span(),
        day);
  }

  private List<Employed> byNumber(List<Long> numbers) {
    Map<Long, Employed> found = staff.numbered(numbers);
    return numbers.stream().map(number -> Objects.requireNonNull(found.get(number))).toList();
  }

  private List<TotalsTable.Row> rows(
      List<Employed> people, LocalDate day, LocalDate today, HoursStanding none) {
    Map<Long, HoursStanding> found =
        standings.of(people.stream().map(Employed::person).toList(), day, today);
    return people.stream()
        .map(one -> new TotalsTable.Row(one, found.getOrDefault(one.person(), none)))
        .toList();
  }

  /// Every row, some thousand people at a time.
  void all(Reach reach, LocalDate day, LocalDate today, boolean onlyNear, CsvDownload.RowTo to) {
    HoursStanding none = standings.none(day, today);
    if (onlyNear) {
      List<Long> near = standings.near(reach, day, today);
      for (int from = 0; from < near.size(); from += Standings.CHUNK) {
        rows(
                byNumber(near.subList(from, Math.min(from + Standings.CHUNK, near.size()))),
                day,
                today,
                none)
            .forEach(row -> write(row, to));
      }
      return;
    }
    String after = "";
    List<Employed> people = staff.page(reach, after, Standings.CHUNK);
    while (!people.isEmpty()) {
      rows(people, day, today, none).forEach(row -> write(row, to));
      after = people.getLast().name();
      people = staff.page(reach, after, Standings.CHUNK);
    }
  }

  private static void write(TotalsTable.Row row, CsvDownload.RowTo to) {
    HoursStanding standing = row.standing();
    HoursStanding.Threshold benefits = standing.benefits();
    to.row(
        row.employed().name(),
        row.employed().department(),
        standing.week().span().from(),
        standing.week().minutes().approved(),
        standing.month().span().from(),
        standing.month().minutes().approved(),
        standing.period().span().from(),
        standing.period().span().to(),
        standing.period().minutes().approved(),
        standing.period().minutes().waiting(),
        standing.period().minutes().unworked(),
        benefits.average(),
        benefits.label(),
        benefits.answer().needed(),
        metOn(benefits.answer()),
        standing.full().map(HoursStanding.Threshold::label).orElse("not measured"),
        standing.full().<Object>map(full -> full.answer().needed()).orElse(""),
        standing.full().map(full -> metOn(full.answer())).orElse(""));
  }

  private static String metOn(Measured.Answer answer) {
    return answer.metOn().map(LocalDate::toString).orElse("");
  }
}
