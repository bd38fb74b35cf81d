package org.rung.server.pathways;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rung.server.files.CsvDownload;
import org.rung.server.programmes.Programme;

/// Pathways as a file of their own, one a row.
///
/// @param titles of roles, by id
/// @param known programmes, by id
/// @param occupation the title of a code
record PathwaysCsv(
    Map<Integer, String> titles, Map<Long, Programme> known, UnaryOperator<String> occupation) {
  private static final List<String> COLUMNS =
      List.of(
          "from_role",
          "to_role",
          "occupation",
          "strategy",
          "program_id",
          "programme",
          "provider",
          "hours",
          "weeks",
          "price",
          "pay_change",
          "percentile",
          "levels_missing_hard",
          "levels_missing_soft",
          "job_zone_step",
          "accepts",
          "completes",
          "is_placed",
          "chance",
          "why");

  /// The file, read when it is asked for.
  CsvDownload of(String name, Supplier<? extends Collection<Pathway>> ways) {
    return CsvDownload.of(name, COLUMNS, to -> ways.get().forEach(way -> to.row(cells(way))));
  }

  private Object[] cells(Pathway way) {
    Programme programme = known.get(way.programmeId());
    return new Object[] {
      titles.getOrDefault(way.fromRole(), ""),
      way.toRole().isPresent() ? titles.getOrDefault(way.toRole().getAsInt(), "") : "",
      occupation.apply(way.targetOccupation()),
      way.strategy().code(),
      programme == null ? "" : programme.code(),
      programme == null ? "" : programme.name(),
      programme == null ? "" : programme.provider(),
      way.hours(),
      way.weeks(),
      dollars(way.priceCents()),
      way.payChangeCents().isPresent() ? dollars(way.payChangeCents().getAsLong()) : "",
      plain(way.percentile()),
      plain(way.gapHard()),
      plain(way.gapSoft()),
      way.zoneStep().isPresent() ? Integer.toString(way.zoneStep().getAsInt()) : "",
      share(way.acceptMillionths()),
      share(way.completeMillionths()),
      share(way.placeMillionths()),
      share(way.chanceMillionths()),
      way.why()
    };
  }

  private static String dollars(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  private static String share(int millionths) {
    return BigDecimal.valueOf(millionths, 6).toPlainString();
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
