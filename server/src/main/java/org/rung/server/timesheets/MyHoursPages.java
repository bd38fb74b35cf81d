package org.rung.server.timesheets;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// The own hours: whose they are says the account's link alone; no address names a person.
@Controller
class MyHoursPages {
  static final List<String> COLUMNS =
      List.of(
          "entry",
          "person_id",
          "day",
          "starts",
          "ends",
          "minutes",
          "kind",
          "about",
          "source",
          "counts_as_worked",
          "clause",
          "state",
          "approved_or_refused_by",
          "reason",
          "corrected_from",
          "corrected_why");

  private final Templates templates;
  private final Frames frames;
  private final OwnHours own;
  private final HourRows rows;
  private final Standings standings;
  private final CorrectionsAsked asked;
  private final Staff staff;
  private final Viewers viewers;
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  MyHoursPages(
      Templates templates,
      Frames frames,
      OwnHours own,
      HourRows rows,
      Standings standings,
      CorrectionsAsked asked,
      Staff staff,
      Viewers viewers,
      JdbcClient jdbc,
      Audit audit,
      Clock clock) {
    this.templates = templates;
    this.frames = frames;
    this.own = own;
    this.rows = rows;
    this.standings = standings;
    this.asked = asked;
    this.staff = staff;
    this.viewers = viewers;
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  @Bean
  static RailEntry myHoursEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 3, "My hours", "/my/hours");
  }

  /// @param said what was just done
  @GetMapping("/my/hours")
  Html hours(
      @RequestParam(defaultValue = "week") String by,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String said) {
    Optional<Employed> me = staff.me(viewers.now());
    if (me.isEmpty()) {
      return Html.of(templates.timesheetsNobody(frames.frame("My hours", Crumb.of("My hours"))));
    }
    return page(me.get(), new Look(by, day), Map.of(), 0, Map.of(), words(said));
  }

  private static String words(String said) {
    return switch (said) {
      case "entered" -> "Your hours are entered. They count when somebody has approved them.";
      case "corrected" -> "Your correction is entered. It counts when somebody has approved it.";
      case "asked" -> "Your correction is asked for. What was entered stands until it is answered.";
      case "back" -> "Your question was taken back. What was entered stands.";
      default -> "";
    };
  }

  private record Look(String by, String day) {}

  private Html page(
      Employed me,
      Look look,
      Map<String, String> sent,
      long correcting,
      Map<String, String> errors,
      String notice) {
    LocalDate today = today(me);
    LocalDate day = day(look.day()).orElse(today);
    boolean month = look.by().equals("month");
    Span shown = month ? Span.month(day) : Span.week(day);
    audit.read("hours", "person %s, %s".formatted(me.name(), shown.words()));
    return Html.of(
        templates.timesheetsMy(
            frames.frame("My hours", Crumb.of("My hours")),
            new MyHoursPage(
                me,
                today,
                month ? "month" : "week",
                day,
                shown,
                rows.of(me, shown),
                standings.of(me.person(), day, today),
                asked.by(me.person(), 20),
                jdbc.sql("select exists (select 1 from hours.entry where person_id = :person)")
                    .param("person", me.person())
                    .query(Boolean.class)
                    .single(),
                sent.getOrDefault("key", UUID.randomUUID().toString()),
                sent,
                correcting,
                errors,
                notice)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private LocalDate today(Employed me) {
    return LocalDate.ofInstant(clock.instant(), me.zone());
  }

  static Optional<LocalDate> day(String text) {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text.strip()))
              .filter(day -> day.getYear() >= 1990 && day.getYear() < 2200);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Enters hours.
  @PostMapping("/my/hours")
  Object enter(@RequestParam Map<String, String> sent) {
    Employed me = me();
    try {
      own.enter(me, typed(sent), sent.getOrDefault("key", ""), viewers.now().account());
      return to(sent.getOrDefault("day", ""), "entered");
    } catch (SiteTime.Unclear e) {
      return page(me, look(sent), sent, 0, Map.of(e.field(), e.words()), "");
    } catch (Refused e) {
      return page(me, look(sent), sent, 0, Map.of("", String.valueOf(e.getMessage())), "");
    }
  }

  /// Corrects hours, or asks for it.
  @PostMapping("/my/hours/{entry}/correction")
  Object correct(@PathVariable long entry, @RequestParam Map<String, String> sent) {
    Employed me = me();
    try {
      OwnHours.Corrected corrected =
          own.correct(
              me,
              entry,
              sent.containsKey("nothing"),
              typed(sent),
              sent.getOrDefault("reason", ""),
              viewers.now().account());
      return to(sent.getOrDefault("at", ""), corrected.made() ? "corrected" : "asked");
    } catch (SiteTime.Unclear e) {
      return page(me, look(sent), sent, entry, Map.of(e.field(), e.words()), "");
    } catch (Refused e) {
      return page(me, look(sent), sent, entry, Map.of("", String.valueOf(e.getMessage())), "");
    }
  }

  private static Look look(Map<String, String> sent) {
    return new Look(
        sent.getOrDefault("by", "week"), sent.getOrDefault("at", sent.getOrDefault("day", "")));
  }

  private static OwnHours.Typed typed(Map<String, String> sent) {
    return new OwnHours.Typed(
        sent.getOrDefault("day", ""),
        sent.getOrDefault("from", ""),
        sent.getOrDefault("to", ""),
        sent.getOrDefault("minutes", ""),
        sent.getOrDefault("about", ""));
  }

  @PostMapping("/my/hours/asked/{id}/take-back")
  View takeBack(@PathVariable long id) {
    own.takeBack(me(), id, viewers.now().account());
    return to("", "back");
  }

  /// Every hour of some days, or of the month of today.
  @GetMapping("/my/hours.csv")
  View csv(
      @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to) {
    Employed me = me();
    Span month = Span.month(today(me));
    LocalDate first = day(from).orElse(month.from());
    LocalDate last = day(to).orElse(month.to());
    if (last.isBefore(first)) {
      throw new Refused("%s is before %s. Give a later day.".formatted(last, first));
    }
    Span span = new Span(first, last);
    audit.read("hours", "person %s, %s, export".formatted(me.name(), span.words()));
    return CsvDownload.of(
        "hours-%s-to-%s.csv".formatted(first, last),
        COLUMNS,
        out -> rows.of(me, span).forEach(row -> write(row, out)));
  }

  /// One row of a file of hours.
  static void write(HourRow row, CsvDownload.RowTo to) {
    var stint = row.entry().stint();
    to.row(
        row.number(),
        row.employed().name(),
        stint.day(),
        stint.startsAt().atZone(stint.zone()).toOffsetDateTime(),
        stint.ends().atZone(stint.zone()).toOffsetDateTime(),
        stint.minutes(),
        stint.kind().code(),
        stint.about(),
        row.source(),
        stint.status().worked() ? "yes" : "no",
        stint.status().clause(),
        row.state().label(),
        row.entry().ruling().map(ruling -> ruling.by()).orElse(""),
        row.entry().ruling().map(ruling -> ruling.reason()).orElse(""),
        row.was().stream().findFirst().map(HourRow.Was::when).orElse(""),
        row.was().stream().findFirst().map(HourRow.Was::why).orElse(""));
  }

  private Employed me() {
    return staff
        .me(viewers.now())
        .orElseThrow(() ->
            new NotFound(
                "Your account is no person of the employer's files, so it has no hours. Ask an"
                    + " administrator to link it."));
  }

  private static View to(String day, String said) {
    return new RedirectView(
        "/my/hours?said=" + said + day(day).map(at -> "&day=" + at).orElse(""), true, false);
  }
}
