package org.rung.server.timesheets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Hours;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts entries and their corrections together into rows of a list.
@Component
class HourRows {
  private final JdbcClient jdbc;
  private final Hours hours;
  private final Staff staff;
  private final CorrectionsAsked asked;

  HourRows(JdbcClient jdbc, Hours hours, Staff staff, CorrectionsAsked asked) {
    this.jdbc = jdbc;
    this.hours = hours;
    this.staff = staff;
    this.asked = asked;
  }

  /// The hours of one person on some days, in time; of what was corrected the last.
  List<HourRow> of(Employed employed, Span span) {
    return rows(
        hours.of(employed.person(), span.from(), span.to()), Map.of(employed.person(), employed));
  }

  /// Entries by their numbers, in time; numbers that there are not are left out.
  List<HourRow> of(List<Long> numbers) {
    List<Entry> entries = hours.get(numbers);
    return rows(
        entries,
        staff.numbered(entries.stream().map(entry -> entry.stint().person()).distinct().toList()));
  }

  private List<HourRow> rows(List<Entry> entries, Map<Long, Employed> people) {
    Map<Long, Entry> known = new HashMap<>();
    entries.forEach(entry -> known.put(entry.number(), entry));
    Map<Long, Entry> later = new HashMap<>();
    // Forth to the last correction of each, which may be on a day that was not asked for.
    Collection<Long> open = known.keySet();
    while (!open.isEmpty()) {
      List<Entry> next = hours.get(correcting(open));
      Set<Long> fresh = new HashSet<>();
      for (Entry one : next) {
        later.put(one.corrects().orElseThrow(), one);
        if (known.putIfAbsent(one.number(), one) == null) {
          fresh.add(one.number());
        }
      }
      open = fresh;
    }
    // Back to the first of each.
    List<Long> missing = missing(known);
    while (!missing.isEmpty()) {
      hours.get(missing).forEach(one -> known.put(one.number(), one));
      missing = missing(known);
    }
    Set<Long> lasts = new HashSet<>();
    List<Entry> shown = new ArrayList<>();
    for (Entry entry : entries) {
      Entry last = entry;
      for (Entry next = later.get(last.number()); next != null; next = later.get(last.number())) {
        last = next;
      }
      if (lasts.add(last.number())) {
        shown.add(last);
      }
    }
    Map<Long, AskedCorrection> corrections = asked.of(lasts);
    List<HourRow> rows = new ArrayList<>();
    for (Entry last : shown) {
      List<Entry> before = new ArrayList<>();
      for (Optional<Long> of = last.corrects(); of.isPresent(); ) {
        Entry one = Objects.requireNonNull(known.get(of.get()));
        before.add(one);
        of = one.corrects();
      }
      Entry first = before.isEmpty() ? last : before.getLast();
      rows.add(
          new HourRow(
              last,
              Objects.requireNonNull(people.get(last.stint().person())),
              before,
              Optional.ofNullable(corrections.get(last.number())),
              first.stint().source().equals(Sources.OWN)));
    }
    rows.sort(
        java.util.Comparator.comparing((HourRow row) -> row.entry().stint().startsAt())
            .thenComparing(HourRow::number));
    return rows;
  }

  private static List<Long> missing(Map<Long, Entry> known) {
    return known.values().stream()
        .flatMap(entry -> entry.corrects().stream())
        .filter(number -> !known.containsKey(number))
        .distinct()
        .toList();
  }

  private List<Long> correcting(Collection<Long> numbers) {
    return jdbc.sql("select id from hours.entry where corrects = any (:numbers)")
        .param("numbers", numbers.toArray(Long[]::new))
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /// The numbers of entries that wait for approval, the oldest first.
  List<Long> waiting(Reach reach, int most) {
    return reach
        .on(jdbc.sql("select s.entry_id " + WAITING + " order by s.day, s.entry_id limit :most"))
        .param("most", most)
        .query((row, n) -> row.getLong(1))
        .list();
  }

  /// How many wait, and how many minutes they are.
  record Waiting(long entries, long minutes) {}

  /// All that waits.
  Waiting waiting(Reach reach) {
    return reach
        .on(
            jdbc.sql(
                "select count(*) as entries, coalesce(sum(s.minutes), 0) as minutes " + WAITING))
        .query((row, n) -> new Waiting(row.getLong("entries"), row.getLong("minutes")))
        .single();
  }

  private static final String WAITING =
      """
        from hours.standing s
       where not s.approved
         and not (s.kind = 'on_the_job'
                  and exists (select 1
                                from hours.entry x
                               where x.id = s.entry_id
                                 and starts_with(x.about, 'apprenticeship ')))
         and (:everybody
              or exists (select 1
                           from people.now e
                           join people.department d on d.id = e.department_id
                          where e.person_id = s.person_id
                            and d.name = any (:departments)))
      """;

  /// Whether somebody may rule on the hours of a person.
  boolean within(Reach reach, long person) {
    return reach
        .on(
            jdbc.sql(
                """
                select :everybody
                       or exists (select 1
                                    from people.now e
                                    join people.department d on d.id = e.department_id
                                   where e.person_id = :person
                                     and d.name = any (:departments))
                """))
        .param("person", person)
        .query(Boolean.class)
        .single();
  }
}
