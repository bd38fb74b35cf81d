package org.rung.server.planning;

import java.util.List;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Formats;

/// The people of a plan as a table of its own: from the page and in a plan's folder alike.
final class PeopleCsv {
  private PeopleCsv() {}

  static CsvDownload of(String name, List<PlanReading.Placed> people) {
    return CsvDownload.of(
        name,
        List.of(
            "person",
            "role",
            "department",
            "strategy",
            "programme",
            "to",
            "starts",
            "chance",
            "price",
            "worth",
            "why"),
        to ->
            people.forEach(p ->
                to.row(
                    p.employerId(),
                    p.fromTitle(),
                    p.department(),
                    p.strategy().code(),
                    p.programme(),
                    p.toLabel(),
                    p.starts(),
                    Formats.plot(p.chanceMillionths() / 1e6),
                    Formats.plot(p.priceCents() / 100.0),
                    Formats.plot(p.worthCents() / 100.0),
                    p.why())));
  }
}
