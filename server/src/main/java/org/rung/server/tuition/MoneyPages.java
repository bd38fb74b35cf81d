package org.rung.server.tuition;

import gg.jte.generated.precompiled.Templates;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.access.Audit;
import org.rung.server.access.Viewers;
import org.rung.server.letters.PdfDocument;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.RailEntry;
import org.rung.server.pages.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// A person's own money: what is open today, what a course would cost, what was asked and became of
/// it. Whose it is says the account's link alone; no address names a person.
@Controller
class MoneyPages {
  private static final String WHAT = "tuition";

  private final Templates templates;
  private final Frames frames;
  private final MyMoney money;
  private final Applications applications;
  private final Vouchers vouchers;
  private final Workers workers;
  private final Viewers viewers;
  private final Audit audit;

  MoneyPages(
      Templates templates,
      Frames frames,
      MyMoney money,
      Applications applications,
      Vouchers vouchers,
      Workers workers,
      Viewers viewers,
      Audit audit) {
    this.templates = templates;
    this.frames = frames;
    this.money = money;
    this.applications = applications;
    this.vouchers = vouchers;
    this.workers = workers;
    this.viewers = viewers;
    this.audit = audit;
  }

  @Bean
  static RailEntry myMoneyEntry() {
    return RailEntry.of(RailEntry.Section.TOP, 3, "My money", "/my/money");
  }

  /// @param sent names a course, to see what it would cost; nothing is promised by it
  @GetMapping("/my/money")
  Html money(@RequestParam Map<String, String> sent) {
    Optional<Worker> me = me();
    if (me.isEmpty()) {
      return nobody();
    }
    MoneyPage page = money.page(me.get(), sent.containsKey("programme") ? sent : Map.of());
    return page(me.get(), page);
  }

  private Html page(Worker me, MoneyPage page) {
    audit.read(WHAT, "person " + me.name());
    return Html.of(
        templates.tuitionMoney(frames.frame("My money", Crumb.of("My money")), page),
        page.errors().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Html nobody() {
    return Html.of(templates.tuitionNobody(frames.frame("My money", Crumb.of("My money"))));
  }

  /// Asks for a course.
  @PostMapping("/my/money/applications")
  Object ask(@RequestParam Map<String, String> sent) {
    Optional<Worker> found = me();
    if (found.isEmpty()) {
      return nobody();
    }
    Worker me = found.get();
    MyMoney.Read read = money.read(sent);
    if (read.course().isEmpty()) {
      return page(me, money.page(me, sent, read));
    }
    Application asked =
        applications.ask(
            new Applications.Asking(
                me,
                read.course().get(),
                "reimbursement".equals(sent.get("way"))
                    ? Application.Way.REIMBURSEMENT
                    : Application.Way.VOUCHER,
                viewers.now().account(),
                key(sent.getOrDefault("key", ""))));
    audit.change(WHAT, "application %d of person %s".formatted(asked.id(), me.name()));
    return new RedirectView("/my/money#application-" + asked.id(), true, false);
  }

  /// A voucher on paper. Its code stands in no address.
  @GetMapping("/my/money/vouchers/{term}/pdf")
  View voucher(@PathVariable long term) {
    Worker me = me().orElseThrow(() -> new NotFound("You have no voucher %d.".formatted(term)));
    PdfDocument pdf = vouchers.pdf(me, term);
    audit.read(WHAT, "voucher %d of person %s".formatted(term, me.name()));
    return pdf;
  }

  /// Gives a course up.
  @PostMapping("/my/money/applications/{id}/withdraw")
  Object withdraw(@PathVariable long id) {
    Optional<Worker> me = me();
    if (me.isEmpty()) {
      return nobody();
    }
    if (applications.get(id).person() != me.get().person()) {
      throw new NotFound("You have no application %d.".formatted(id));
    }
    try {
      applications.withdraw(id, viewers.now().account());
    } catch (Refused again) {
      // The button was pressed twice: it is given up already.
      return new RedirectView("/my/money#application-" + id, true, false);
    }
    audit.change(WHAT, "application %d of person %s, given up".formatted(id, me.get().name()));
    return new RedirectView("/my/money#application-" + id, true, false);
  }

  private static Optional<UUID> key(String given) {
    try {
      return given.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(given));
    } catch (IllegalArgumentException e) {
      throw new Refused("The form has no key. Open the page again.");
    }
  }

  private Optional<Worker> me() {
    return viewers.now().employerId().flatMap(workers::find);
  }
}
