package org.rung.server.home;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;
import org.rung.server.pathways.ChanceOrigin;
import org.rung.server.pathways.ChanceRates;
import org.rung.server.pathways.MissingSkill;
import org.rung.server.pathways.Pathways;
import org.rung.server.planning.PersonReading;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a person's page says of each way on: pay, time, price, chance, what is missing, and what
/// speaks for and against it.
@Component
class MyCards {
  private static final int FEW = 5;
  static final int CLOSED = 2;

  private final JdbcClient jdbc;
  private final Pathways pathways;
  private final MyBenefits benefits;
  private final ChanceRates rates = ChanceRates.shipped();

  MyCards(JdbcClient jdbc, Pathways pathways, MyBenefits benefits) {
    this.jdbc = jdbc;
    this.pathways = pathways;
    this.benefits = benefits;
  }

  MyCard planned(
      Me me,
      PersonReading.Place place,
      List<MyWay> ways,
      Set<Long> shown,
      Set<MissingSkill> missing) {
    Optional<MyWay> way = MyWays.find(ways, place.programme(), place.to(), place.strategy());
    way.ifPresent(found -> shown.add(found.id()));
    List<MyCard.Line> lines = new ArrayList<>();
    way.ifPresent(found -> lines.add(pay(me, found)));
    lines.add(
        new MyCard.Line(
            "Time",
            "%s in %s, from %s%s"
                .formatted(
                    Formats.counted(place.hours(), "hour", "hours"),
                    Formats.counted(place.weeks(), "week", "weeks"),
                    Formats.date(place.starts()),
                    place.paidTime() ? ", on paid time" : ", in your own time")));
    lines.add(
        new MyCard.Line(
            "You pay",
            way.map(found -> found.priceCents() - place.priceCents())
                .map(own -> own(Math.max(0, own), Math.max(0, own) + place.priceCents()))
                .orElse(own(0, place.priceCents()))));
    lines.add(
        way.map(this::chance)
            .orElse(
                new MyCard.Line(
                    "Chance",
                    "%s to accept, complete and be placed"
                        .formatted(Formats.percent(place.chanceMillionths() / 1e6)))));
    way.ifPresent(found -> lines.add(missing(found, missing)));
    List<String> speaks = new ArrayList<>();
    speaks.add(
        place.why().isBlank()
            ? "It is the way worth most that places and money allow."
            : place.why());
    way.flatMap(MyCards::moved).ifPresent(speaks::add);
    return new MyCard(
        place.to().replaceFirst("^outside: ", ""),
        "planned for you",
        "good",
        Optional.of(place.strategy()),
        place.provider().isEmpty() ? place.name() : place.name() + ", " + place.provider(),
        lines,
        way.map(this::origin).orElse(List.of()),
        speaks,
        List.of(),
        List.of(),
        Optional.empty());
  }

  MyCard card(
      Me me,
      MyWay way,
      Answer right,
      Optional<PersonReading.Other> weighed,
      Set<MissingSkill> missing) {
    boolean education = way.strategy() == Strategy.EDUCATION_BENEFIT;
    List<String> against = new ArrayList<>();
    List<String> change = new ArrayList<>();
    weighed.ifPresent(other -> {
      against.add("Not in this plan: " + other.against());
      change.add(
          other.change().ofThoseWhoStart(way.acceptMillionths(), way.studyMillionths()).words());
    });
    String badge = "open to ask";
    String tone = "";
    boolean open = true;
    if (education && right instanceof Answer.CannotTell unknown) {
      badge = "cannot tell yet";
      tone = "warn";
      open = false;
      against.add("Missing in the file: " + String.join(", ", unknown.missing()));
      change.add("Challenge the hire date below and say what it is.");
    } else if (education && right instanceof Answer.No no) {
      badge = "not open yet";
      tone = "warn";
      open = false;
      against.add(no.reason());
      change.add(no.change());
    }
    if (!way.exact()) {
      against.add("The programme is for the broad group of occupations, not for this one alone.");
    }
    List<MyCard.Line> lines = new ArrayList<>();
    lines.add(pay(me, way));
    lines.add(
        new MyCard.Line(
            "Time",
            "%s in %s%s%s"
                .formatted(
                    Formats.counted(way.hours(), "hour", "hours"),
                    Formats.counted(way.weeks(), "week", "weeks"),
                    weighed.map(other -> ", from " + Formats.date(other.starts())).orElse(""),
                    way.evening() ? ", in the evening" : "")));
    lines.add(youPay(me, way));
    lines.add(chance(way));
    lines.add(missing(way, missing));
    if (!way.prerequisites().isBlank()) {
      lines.add(new MyCard.Line("To enter", shortened(way.prerequisites())));
    }
    List<String> speaks = new ArrayList<>();
    if (!way.why().isBlank()) {
      speaks.add(way.why());
    }
    moved(way).ifPresent(speaks::add);
    return new MyCard(
        way.ownRole()
            ? "More skill as " + way.to()
            : way.to() + (way.inside() ? "" : ", elsewhere"),
        badge,
        tone,
        Optional.of(way.strategy()),
        way.through(),
        lines,
        origin(way),
        speaks,
        against,
        change,
        open ? Optional.of("way-" + way.id()) : Optional.empty());
  }

  private static String shortened(String words) {
    String plain = words.strip();
    return plain.length() <= 160 ? plain : plain.substring(0, 157).strip() + "…";
  }

  private static MyCard.Line pay(Me me, MyWay way) {
    if (way.ownRole()) {
      return new MyCard.Line("Pay", "as now, %s".formatted(me.pay()));
    }
    return new MyCard.Line(
        "Pay",
        way.payThereCents().isEmpty()
            ? "not shown: fewer than five people hold it; now %s a year"
                .formatted(Formats.dollars(me.annualCents()))
            : way.inside()
                ? "half earn at least %s a year, full-time; now %s"
                    .formatted(
                        Formats.dollars(way.payThereCents().getAsLong()),
                        Formats.dollars(me.annualCents()))
                : "half in the country earn at least %s a year, full-time; now %s"
                    .formatted(
                        Formats.dollars(way.payThereCents().getAsLong()),
                        Formats.dollars(me.annualCents())));
  }

  private MyCard.Line youPay(Me me, MyWay way) {
    long own =
        way.strategy() == Strategy.EDUCATION_BENEFIT
            ? Math.max(0, way.priceCents() - benefits.capCents(me))
            : 0;
    return new MyCard.Line("You pay", own(own, way.priceCents()));
  }

  /// What somebody pays of a price, in words.
  private static String own(long cents, long priceCents) {
    if (priceCents == 0) {
      return "nothing: it is free";
    }
    return cents == 0
        ? "nothing: %s is paid for you".formatted(Formats.cents(priceCents))
        : "%s of %s".formatted(Formats.cents(cents), Formats.cents(priceCents));
  }

  private MyCard.Line chance(MyWay way) {
    return new MyCard.Line(
        "Chance",
        (way.ownRole()
                ? "%s of those who start complete it"
                : "%s of those who start complete it and get the post")
            .formatted(Formats.percent(way.studyMillionths() / 1e6)));
  }

  private List<String> origin(MyWay way) {
    return ChanceOrigin.of(way.chanceParts(), rates).stream()
        .filter(part -> !part.line().startsWith("Accepts"))
        .map(part ->
            part.line()
                + (part.mark().isEmpty() ? "" : "; the first figure is " + part.mark())
                + ": "
                + part.source())
        .toList();
  }

  private static Optional<String> moved(MyWay way) {
    return way.moved().isPresent()
        ? Optional.of(
            "%s people here made this step before"
                .formatted(Formats.people(way.moved().getAsInt())))
        : Optional.empty();
  }

  private MyCard.Line missing(MyWay way, Set<MissingSkill> missing) {
    if (way.fromRated().isEmpty() || way.toRated().isEmpty()) {
      return new MyCard.Line(
          "Missing", "cannot tell: there are no skill levels for one of the two");
    }
    List<MissingSkill> found = pathways.missing(way.fromRated(), way.toRated(), FEW);
    missing.addAll(found);
    return new MyCard.Line(
        "Missing",
        found.isEmpty()
            ? "nothing by the levels usual there"
            : found.stream()
                .limit(3)
                .map(skill ->
                    "%s, level %s of %s"
                        .formatted(
                            skill.skill(),
                            Formats.decimal(skill.shown(), 1),
                            Formats.decimal(skill.needed(), 1)))
                .collect(Collectors.joining("; ")));
  }

  /// The nearest roles that are not open, and the smallest change that would open them.
  List<MyCard> closed(Me me) {
    return jdbc.sql(
            """
            select r.title, t.pay_cents, s.against, s.change
              from pathways.role_step s
              join people.role r on r.id = s.to_role
              left join pathways.role t on t.role_id = s.to_role
             where s.from_role = :role
               and not s.open
             order by s.percentile desc, s.to_role
             limit :few
            """)
        .param("role", me.roleId())
        .param("few", CLOSED)
        .query((row, n) -> {
          Long pay = row.getObject("pay_cents", Long.class);
          String change = row.getString("change");
          List<String> against = new ArrayList<>();
          for (String reason : (String[]) row.getArray("against").getArray()) {
            against.add(reason + ".");
          }
          return new MyCard(
              row.getString("title"),
              "not open yet",
              "warn",
              Optional.empty(),
              "",
              List.of(
                  new MyCard.Line(
                      "Pay",
                      pay == null
                          ? "not shown: fewer than five people hold it"
                          : "half earn at least %s a year, full-time; now %s"
                              .formatted(Formats.dollars(pay), Formats.dollars(me.annualCents())))),
              List.of(),
              List.of(),
              against,
              change.isBlank() ? List.of() : List.of(change),
              Optional.empty());
        })
        .list();
  }
}
