package org.rung.server.tuition;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Programme;
import org.rung.server.programmes.Programmes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a person's own page of the benefit asks.
@Component
class MyMoney {
  private static final int MOST_COURSES = 500;

  private final JdbcClient jdbc;
  private final Programmes programmes;
  private final Applications applications;
  private final ApplicationStore store;
  private final Demand demand;

  MyMoney(
      JdbcClient jdbc,
      Programmes programmes,
      Applications applications,
      ApplicationStore store,
      Demand demand) {
    this.jdbc = jdbc;
    this.programmes = programmes;
    this.applications = applications;
    this.store = store;
    this.demand = demand;
  }

  /// The page, with what a course would cost where the form names one.
  MoneyPage page(Worker worker, Map<String, String> form) {
    Read read = form.isEmpty() ? new Read(Optional.empty(), Map.of()) : read(form);
    return page(worker, form, read);
  }

  MoneyPage page(Worker worker, Map<String, String> form, Read read) {
    return new MoneyPage(
        applications.entitlement(worker),
        store.of(worker.person()),
        courses(),
        demand.published(),
        read.course()
            .map(course -> applications.offer(worker, course))
            .map(offer ->
                new MoneyPage.Priced(
                    offer.quote(), offer.against().stream().map(Applications::reason).toList())),
        UUID.randomUUID().toString(),
        form,
        read.errors());
  }

  /// A course as a form or a request names it, or what is wrong with it, by field.
  record Read(Optional<Course> course, Map<String, String> errors) {}

  /// Reads `programme` and the first days of its terms, `starts1` and so on; its price is split
  /// evenly over them, what does not divide is in the first.
  Read read(Map<String, String> form) {
    List<String> days = new ArrayList<>();
    for (int t = 1; t <= MoneyPage.TERMS; t++) {
      days.add(form.getOrDefault("starts" + t, "").strip());
    }
    return read(form.getOrDefault("programme", ""), days);
  }

  Read read(String programme, List<String> days) {
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<Programme> chosen =
        programme.matches("\\d{1,18}")
            ? programmes.find(Long.parseLong(programme))
            : Optional.empty();
    if (chosen.isEmpty()) {
      errors.put("programme", "No course was chosen. Choose one of the list.");
    } else if (chosen.get().countedCents() < MoneyPage.TERMS) {
      errors.put(
          "programme", "The catalogue gives no price for %s.".formatted(chosen.get().name()));
    }
    List<LocalDate> starts = new ArrayList<>();
    for (int t = 0; t < days.size(); t++) {
      String day = days.get(t);
      if (day.isEmpty() && t > 0) {
        continue;
      }
      try {
        LocalDate given = LocalDate.parse(day);
        if (!given.isAfter(applications.today())) {
          errors.put(
              "starts" + (t + 1),
              "%s has passed or is today. Ask before a term starts."
                  .formatted(Formats.date(given)));
        } else if (given.isAfter(applications.today().plusYears(3))) {
          errors.put(
              "starts" + (t + 1),
              "%s is more than three years away.".formatted(Formats.date(given)));
        } else if (!starts.isEmpty() && !given.isAfter(starts.getLast())) {
          errors.put("starts" + (t + 1), "A later term starts later than the one before.");
        } else {
          starts.add(given);
        }
      } catch (DateTimeParseException e) {
        errors.put("starts" + (t + 1), "“%s” is no day. Give one like 2027-01-31.".formatted(day));
      }
    }
    if (!errors.isEmpty() || starts.isEmpty()) {
      return new Read(Optional.empty(), errors);
    }
    Programme it = chosen.orElseThrow();
    long each = it.countedCents() / starts.size();
    List<Course.Term> terms = new ArrayList<>();
    for (LocalDate day : starts) {
      terms.add(
          new Course.Term(
              day, terms.isEmpty() ? it.countedCents() - each * (starts.size() - 1L) : each));
    }
    return new Read(
        Optional.of(
            new Course(OptionalLong.of(it.id()), it.name(), it.provider(), it.apartCents(), terms)),
        Map.of());
  }

  /// Courses that lead to an occupation in demand.
  List<MoneyPage.Choice> courses() {
    return jdbc.sql(
            """
            select p.id, p.name, p.provider, p.counted_cents
              from programmes.programme p
             where p.delivered_by = 'partner'
               and p.counted_cents > 0
               and exists (select from programmes.target t
                             join tuition.demand d on d.soc = t.soc
                            where t.programme_id = p.id
                              and d.list_id = (select max(id) from tuition.demand_list))
             order by p.name, p.provider, p.id
             limit :most
            """)
        .param("most", MOST_COURSES)
        .query((row, n) ->
            new MoneyPage.Choice(
                row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)))
        .list();
  }
}
