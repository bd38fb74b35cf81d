package org.rung.server.examples;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the files of the invented employer, as `rung plan` reads them.
final class ExampleFiles {
  /// Of fiscal years 2020 to 2025; the first begins the day after the latest roster.
  private static final int FIRST_YEAR = 2020;

  private static final LocalDate START = LocalDate.of(2019, 7, 1);

  /// How the pledge is spread over the six fiscal years. Assumed.
  private static final double[] BUDGET = {0.08, 0.13, 0.17, 0.20, 0.21, 0.21};

  private static final long PLEDGED_DOLLARS = 700_000_000;
  private static final int LEAST_COURSES = 24;
  private static final int LEAST_FOR_THE_PLEDGE = 5_000;

  /// May 2018 is not among the shipped wage tables: a year before 2019. Assumed.
  private static final double PAY_2018 = 0.97;

  /// For occupations without a wage in 2014: pay of 2019 × this. Assumed.
  private static final double PAY_2014 = 0.88;

  private final Inputs inputs;
  private final Employer employer;
  private final History history;
  private final long seed;
  private final int people;
  private final double size; // beside the size of the inputs
  private final Path folder;

  ExampleFiles(Inputs inputs, Employer employer, History history, long seed, Path folder) {
    this.inputs = inputs;
    this.employer = employer;
    this.history = history;
    this.seed = seed;
    this.people = employer.roles.stream().mapToInt(Employer.Role::latest).sum();
    this.size = (double) people / Employer.PEOPLE_OF_THE_INPUTS;
    this.folder = folder;
  }

  private interface Lines {
    void to(BufferedWriter file) throws IOException;
  }

  private static void write(Path file, Lines lines) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      lines.to(writer);
    }
  }

  // ---- people

  /// The rosters, in the order of their ids, which are dealt at random.
  void rosters() throws IOException {
    Files.createDirectories(folder.resolve("workforce"));
    int[] order = new Dice(seed, "ids").order(history.people());
    double[] sitePay = new double[employer.sites.size()];
    Dice dice = new Dice(seed, "pay");
    for (int i = 0; i < sitePay.length; i++) {
      sitePay[i] = dice.logNormal(0.05);
    }
    for (int s = 0; s < History.DAYS.size(); s++) {
      int roster = s;
      write(
          folder.resolve("workforce").resolve(History.DAYS.get(s) + ".csv"),
          file -> {
            file.write(
                "person_id,job_title,department,site,site_kind,full_part,pay_basis,weekly_hours,annual_pay,hourly_pay,hired_on\n");
            StringBuilder row = new StringBuilder(200);
            for (int id = 0; id < order.length; id++) {
              int e = order[id];
              if (history.role(roster, e) != History.ABSENT) {
                row.setLength(0);
                row.append("U-").append(Integer.toString(10_000_000 + id), 1, 8);
                person(roster, e, sitePay, row);
                file.append(row);
              }
            }
          });
    }
  }

  private void person(int roster, int e, double[] sitePay, StringBuilder row) {
    Employer.Role role = employer.roles.get(history.role(roster, e));
    int at = history.site(roster, e);
    Employer.Site site = employer.sites.get(at);
    int hours = history.weeklyHours(e);
    double cents = yearly(roster, e, role) * sitePay[at];
    row.append(',').append(role.title());
    row.append(',').append(site.name()).append(',').append(site.name());
    row.append(',').append(site.kind());
    row.append(hours == 40 ? ",full-time," : ",part-time,");
    if (role.of().hourly()) {
      long nickels = Math.round(cents / 2080 / 5);
      row.append("hourly,").append(hours).append(",,");
      row.append(nickels * 5 / 100).append('.').append(nickels * 5 % 100 / 10);
      row.append(nickels * 5 % 10);
    } else {
      long hundreds = Math.round(cents * hours / 40 / 10_000);
      row.append("salary,");
      if (hours != 40) {
        row.append(hours);
      }
      row.append(',').append(hundreds * 100).append(',');
    }
    row.append(',').append(history.hired(e)).append('\n');
  }

  /// Full-time pay in cents: the place in the pay of the role rises with the years of service.
  private double yearly(int roster, int e, Employer.Role role) {
    double service =
        (History.DAYS.get(roster).toEpochDay() - history.hired(e).toEpochDay()) / 365.25;
    double risen = 1 - StrictMath.exp(-service / 5);
    double place = 0.7 * history.place(e) + 0.3 * risen;
    double inOccupation = role.low() + (role.high() - role.low()) * place;
    String soc = role.of().soc();
    return switch (roster) {
      case 0 ->
          inputs.wages().has(soc, 2014)
              ? inputs.wages().at(soc, 2014, inOccupation)
              : PAY_2014 * inputs.wages().at(soc, 2019, inOccupation);
      case 1 -> PAY_2018 * inputs.wages().at(soc, 2019, inOccupation);
      default -> inputs.wages().at(soc, 2019, inOccupation);
    };
  }

  // ---- roles, openings

  void roles() throws IOException {
    write(
        folder.resolve("roles.csv"),
        file -> {
          file.write("job_title,occupation\n");
          for (Employer.Role role : employer.roles) {
            file.write("%s,%s\n".formatted(role.title(), role.of().occupation()));
          }
        });
  }

  /// One line a role and fiscal year: places to fill from inside. Part of those that come open
  /// because people leave, and part of the growth, which halves its pace every three years.
  ///
  /// @return lines
  int openings() throws IOException {
    int[] lines = {0};
    write(
        folder.resolve("openings.csv"),
        file -> {
          file.write("job_title,year,openings,reason\n");
          for (Employer.Role role : employer.roles) {
            if (role.latest() == 0) {
              continue;
            }
            double pace = StrictMath.log1p(role.of().growthPercent() / 100) / 5;
            double held = role.latest();
            double due = 0;
            long given = 0;
            for (int y = 0; y < BUDGET.length; y++) {
              double grown = held * StrictMath.expm1(pace * StrictMath.pow(2, -(y + 1) / 3.0));
              due +=
                  held * History.leaving(role.of()) * (role.of().hourly() ? 0.15 : 0.5)
                      + Math.max(0, grown) * (role.of().hourly() ? 0.5 : 0.7);
              held = Math.max(0, held + grown);
              long now = Math.round(due) - given;
              given += now;
              file.write("%s,%d,%d,Generated\n".formatted(role.title(), FIRST_YEAR + y, now));
              lines[0]++;
            }
          }
        });
    return lines[0];
  }

  // ---- programmes

  /// The programmes at this size: all of them from 300,000 people on.
  private List<Inputs.Course> courses() {
    int all = inputs.courses().size();
    return inputs
        .courses()
        .subList(0, (int) Math.clamp(Math.round(all * size), Math.min(LEAST_COURSES, all), all));
  }

  private static String code(int c) {
    return "P%03d".formatted(c + 1);
  }

  void programmes() throws IOException {
    write(
        folder.resolve("programmes.csv"),
        file -> {
          file.write(
              "program_id,provider,programme,cip_code,tuition,fees,books,supplies,other_costs,total_cost,clock_hours,calendar_length_id,description,distance_learning,evening_courses\n");
          List<Inputs.Course> courses = courses();
          for (int c = 0; c < courses.size(); c++) {
            Inputs.Course course = courses.get(c);
            int books = course.dollars() / 20;
            boolean afar = course.taughtBy().equals("self-serve");
            file.write(
                "%s,%s,%s,%s,%d,0,%d,0,0,%d,%d,%d,%s,%s,%s\n"
                    .formatted(
                        code(c),
                        switch (course.taughtBy()) {
                          case "own" -> "Own academy";
                          case "self-serve" -> "Own digital courses";
                          default -> "Training partner %02d".formatted(c % 17 + 1);
                        },
                        course.name(),
                        course.cip(),
                        course.dollars() - books,
                        books,
                        course.dollars(),
                        course.hours(),
                        course.length(),
                        course.template().equals("beside")
                            ? "Beside the six templates"
                            : "Of the template " + course.template(),
                        afar ? "yes" : "no",
                        afar || course.taughtBy().equals("partner") ? "yes" : "no"));
          }
        });
  }

  /// Six intakes of each programme, a year apart, in one of the four quarters; together four seats
  /// for five people.
  ///
  /// @return intakes
  int intakes() throws IOException {
    List<Inputs.Course> courses = courses();
    Dice dice = new Dice(seed, "intakes");
    double[] weights = new double[courses.size() * BUDGET.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = courses.get(i / BUDGET.length).seatsWeight() * dice.logNormal(0.35);
    }
    int least = 6;
    int[] seats =
        Shares.of(Math.max((int) (people * 4L / 5), 2 * least * weights.length), weights, least);
    write(
        folder.resolve("intakes.csv"),
        file -> {
          file.write("program_id,starts,seats,minimum,fixed_cost\n");
          for (int i = 0; i < seats.length; i++) {
            int c = i / BUDGET.length;
            Inputs.Course course = courses.get(c);
            boolean taught = !course.taughtBy().equals("self-serve");
            // An instructor and a room for each 25 seats: 20 dollars an hour beyond the price.
            int classes = (seats[i] + 24) / 25;
            file.write(
                "%s,%s,%d,%d,%d\n"
                    .formatted(
                        code(c),
                        START.plusMonths(12L * (i % BUDGET.length) + 3L * (c % 4)),
                        seats[i],
                        taught ? seats[i] / 5 : 0,
                        taught ? 20 * Math.min(course.hours(), 200) * classes : 0));
          }
        });
    return seats.length;
  }

  // ---- scenario, README

  void texts(int openingsGroups, int intakes) throws IOException {
    long budget = Math.round(PLEDGED_DOLLARS * size);
    Map<String, String> values = new java.util.HashMap<>();
    List<Long> given = new ArrayList<>();
    for (int y = 0; y < BUDGET.length; y++) {
      long dollars =
          y + 1 == BUDGET.length
              ? budget - given.stream().mapToLong(Long::longValue).sum()
              : Math.round(budget * BUDGET[y] / 1000) * 1000;
      given.add(dollars);
      values.put("budget_" + (FIRST_YEAR + y), Long.toString(dollars));
    }
    values.put("budget", "%,d".formatted(budget));
    values.put("people", "%,d".formatted(people));
    values.put("seed", Long.toString(seed));
    boolean large = people >= LEAST_FOR_THE_PLEDGE;
    values.put("pledge", Integer.toString(large ? people / 3 : people / 5));
    values.put("pledge_kind", large ? "real" : "assumed");
    values.put(
        "pledge_source",
        large
            ? "One in three of the people, as the pledge of 100,000 of 300,000"
            : "One in five: among so few people most roles are too small to lead to; the pledge is one in three");
    values.put("sites", "%,d".formatted(employer.sites.size()));
    values.put("roles", Long.toString(employer.roles.stream().filter(r -> r.latest() > 0).count()));
    values.put("programmes", Integer.toString(courses().size()));
    values.put("intakes", Integer.toString(intakes));
    values.put("openings_groups", "%,d".formatted(openingsGroups));
    for (int s = 0; s < History.DAYS.size(); s++) {
      int roster = s;
      values.put(
          "people_" + History.DAYS.get(s).getYear(),
          "%,d".formatted(employer.roles.stream().mapToInt(r -> r.counts()[roster]).sum()));
    }
    Files.writeString(folder.resolve("scenario.yaml"), filled(inputs.scenario(), values));
    Files.writeString(folder.resolve("README.md"), filled(inputs.readme(), values));
  }

  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    if (filled.contains("{{")) {
      throw new IllegalArgumentException(
          "nothing fills " + filled.substring(filled.indexOf("{{")).lines().findFirst().orElse(""));
    }
    return filled;
  }
}
