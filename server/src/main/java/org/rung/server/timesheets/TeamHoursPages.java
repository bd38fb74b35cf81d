package org.rung.server.timesheets;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewer;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// What waits for approval: a manager's team at `/team/hours`, everybody for a planner at
/// `/hours/waiting`. Both are the same page with another reach.
@Controller
class TeamHoursPages {
  static final String TEAM = "/team/hours";
  static final String ALL = "/hours/waiting";

  private final Templates templates;
  private final Frames frames;
  private final Approvals approvals;
  private final HourRows rows;
  private final Totals totals;
  private final Staff staff;
  private final Viewers viewers;
  private final Audit audit;
  private final Clock clock;

  TeamHoursPages(
      Templates templates,
      Frames frames,
      Approvals approvals,
      HourRows rows,
      Totals totals,
      Staff staff,
      Viewers viewers,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.approvals = approvals;
    this.rows = rows;
    this.totals = totals;
    this.staff = staff;
    this.viewers = viewers;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry teamHoursEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 5, "Team hours", TEAM);
  }

  private Reach team() {
    return Reach.team(viewers.now().departments());
  }

  @GetMapping(TEAM)
  Html team(
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "") String said) {
    return page(
        team(), TEAM, new Asked(day, show.equals("near"), find, page), Map.of(), words(said));
  }

  @GetMapping(ALL)
  Html everybody(@RequestParam(defaultValue = "") String said) {
    return page(Reach.ALL, ALL, Asked.NOTHING, Map.of(), words(said));
  }

  /// `3-of-4` after several were approved; `yes` and `no` after one.
  private static String words(String said) {
    if (said.matches("\\d{1,4}-of-\\d{1,4}")) {
      String[] counts = said.split("-of-");
      return counts[0].equals(counts[1])
          ? Formats.counted(Long.parseLong(counts[0]), "entry was", "entries were") + " approved."
          : "%s of %s entries were approved. The others were changed or looked at meanwhile, or are your own."
              .formatted(counts[0], counts[1]);
    }
    return switch (said) {
      case "yes" -> "It was approved.";
      case "no" -> "It was refused. The person reads your reason.";
      default -> "";
    };
  }

  /// What of the totals was asked for.
  private record Asked(String day, boolean near, String find, int page) {
    static final Asked NOTHING = new Asked("", false, "", 1);
  }

  private Html page(
      Reach reach, String address, Asked asked, Map<Long, String> wrong, String notice) {
    Viewer viewer = viewers.now();
    LocalDate today = LocalDate.ofInstant(clock.instant(), Staff.employer());
    audit.read("hours", reach.words() + ", waiting");
    HourRows.Waiting waiting = rows.waiting(reach);
    boolean team = !reach.everybody();
    return Html.of(
        templates.timesheetsWaiting(
            team
                ? frames.frame("Team hours", new Crumb("My team", "/team"), Crumb.of("Team hours"))
                : frames.frame(
                    "Waiting hours",
                    Crumb.of("Run"),
                    new Crumb("Hours", "/hours"),
                    Crumb.of("Waiting")),
            new WaitingPage(
                address,
                reach.departments(),
                staff.self(viewer).orElse(0),
                approvals.waiting(reach),
                approvals.wanted(reach),
                waiting.entries(),
                waiting.minutes(),
                team
                    ? Optional.of(
                        totals.table(
                            reach,
                            TEAM,
                            MyHoursPages.day(asked.day()).orElse(today),
                            today,
                            asked.near(),
                            asked.find(),
                            asked.page()))
                    : Optional.empty(),
                wrong,
                notice)),
        wrong.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// Approves all that were shown.
  @PostMapping(TEAM + "/approve")
  View approveTeam(@RequestParam MultiValueMap<String, String> sent) {
    return approve(team(), TEAM, sent);
  }

  @PostMapping(ALL + "/approve")
  View approveEverybody(@RequestParam MultiValueMap<String, String> sent) {
    return approve(Reach.ALL, ALL, sent);
  }

  private View approve(Reach reach, String address, MultiValueMap<String, String> sent) {
    Collection<String> given = sent.getOrDefault("entry", List.of());
    List<Long> numbers =
        given.stream()
            .filter(one -> one.matches("\\d{1,18}"))
            .map(Long::valueOf)
            .distinct()
            .limit(Approvals.SHOWN)
            .toList();
    Viewer viewer = viewers.now();
    int done = approvals.approve(reach, numbers, viewer.account(), staff.self(viewer));
    return new RedirectView(
        "%s?said=%d-of-%d".formatted(address, done, numbers.size()), true, false);
  }

  @PostMapping(TEAM + "/{entry}")
  Object ruleTeam(
      @PathVariable long entry,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    return rule(team(), TEAM, entry, answer.equals("yes"), why);
  }

  @PostMapping(ALL + "/{entry}")
  Object ruleEverybody(
      @PathVariable long entry,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    return rule(Reach.ALL, ALL, entry, answer.equals("yes"), why);
  }

  private Object rule(Reach reach, String address, long entry, boolean yes, String why) {
    Viewer viewer = viewers.now();
    try {
      approvals.rule(reach, entry, yes, why, viewer.account(), staff.self(viewer));
      return new RedirectView(address + (yes ? "?said=yes" : "?said=no"), true, false);
    } catch (Refused e) {
      return page(reach, address, Asked.NOTHING, Map.of(entry, String.valueOf(e.getMessage())), "");
    }
  }

  /// Makes a correction that was asked for, or says why not.
  @PostMapping(TEAM + "/asked/{id}")
  Object answerTeam(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    return answer(team(), TEAM, id, answer.equals("yes"), why);
  }

  @PostMapping(ALL + "/asked/{id}")
  Object answerEverybody(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String why) {
    return answer(Reach.ALL, ALL, id, answer.equals("yes"), why);
  }

  private Object answer(Reach reach, String address, long id, boolean yes, String why) {
    Viewer viewer = viewers.now();
    try {
      approvals.answer(reach, id, yes, why, viewer.account(), staff.self(viewer));
      return new RedirectView(address + (yes ? "?said=yes" : "?said=no"), true, false);
    } catch (Refused e) {
      return page(reach, address, Asked.NOTHING, Map.of(-id, String.valueOf(e.getMessage())), "");
    }
  }

  /// Totals of the team.
  @GetMapping(TEAM + ".csv")
  View csv(
      @RequestParam(defaultValue = "") String day, @RequestParam(defaultValue = "") String show) {
    Reach reach = team();
    LocalDate today = LocalDate.ofInstant(clock.instant(), Staff.employer());
    LocalDate asked = MyHoursPages.day(day).orElse(today);
    audit.read("hours", reach.words() + ", totals, export");
    return CsvDownload.of(
        "team-hours-%s.csv".formatted(asked),
        Totals.COLUMNS,
        to -> totals.all(reach, asked, today, show.equals("near"), to));
  }
}
