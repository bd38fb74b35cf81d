package org.rung.server.planning;

import java.util.List;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Asks for the outlook of a plan, which stands on the plan's page, and gives its tables as files.
@Controller
class OutlookPages {
  private final Outlooks outlooks;
  private final Plans plans;

  OutlookPages(Outlooks outlooks, Plans plans) {
    this.outlooks = outlooks;
    this.plans = plans;
  }

  @PostMapping("/plans/{id}/outlook")
  View ask(@PathVariable long id) {
    plans.get(id);
    outlooks.ask(id, Frames.viewer());
    return new RedirectView("/plans/" + id + "#curve", true, false);
  }

  @GetMapping("/plans/{id}/curve.csv")
  View curve(@PathVariable long id) {
    plans.get(id);
    return curveCsv(id, outlooks.of(id).curve());
  }

  static CsvDownload curveCsv(long plan, BudgetCurve curve) {
    return CsvDownload.of(
        "plan-" + plan + "-curve.csv",
        List.of("percent", "budget", "people", "worth", "bound", "gap", "why no plan"),
        to ->
            curve
                .points()
                .forEach(point -> {
                  boolean told = curve.tells(point);
                  to.row(
                      point.percent(),
                      Formats.plot(point.budgetCents() / 100.0),
                      !point.found() ? null : told ? point.people() : curve.instead(point),
                      told ? Formats.plot(point.worthCents() / 100.0) : null,
                      told ? Formats.plot(point.boundCents() / 100.0) : null,
                      told ? point.gap() : null,
                      point.reason());
                }));
  }

  @GetMapping("/plans/{id}/one-more.csv")
  View oneMore(@PathVariable long id) {
    plans.get(id);
    List<OneMore> all = outlooks.oneMore(id);
    return CsvDownload.of(
        "plan-" + id + "-one-more.csv",
        List.of("one more", "of", "when", "adds at most"),
        to ->
            all.forEach(more ->
                to.row(
                    more.kind(), more.label(), more.when(), Formats.plot(more.cents() / 100.0))));
  }

  @GetMapping("/plans/{id}/ranges.csv")
  View ranges(@PathVariable long id) {
    plans.get(id);
    return rangesCsv(id, outlooks.of(id));
  }

  static CsvDownload rangesCsv(long plan, Outlook outlook) {
    return CsvDownload.of(
        "plan-" + plan + "-ranges.csv",
        List.of("of", "name", "planned", "10 of 100 runs", "50 of 100 runs", "90 of 100 runs"),
        to -> {
          outlook.places().forEach(range -> row(to, "places", range, 1));
          outlook.money().forEach(range -> row(to, "money", range, 100));
        });
  }

  private static void row(CsvDownload.RowTo to, String kind, Outlook.Ranged range, double unit) {
    if (range.told()) {
      to.row(
          kind,
          range.label(),
          Formats.plot(range.planned() / unit),
          Formats.plot(range.low() / unit),
          Formats.plot(range.middle() / unit),
          Formats.plot(range.high() / unit));
    } else {
      to.row(kind, range.label(), "not shown", null, null, null);
    }
  }
}
