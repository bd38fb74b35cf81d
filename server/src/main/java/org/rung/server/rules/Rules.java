package org.rung.server.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What law and policy say on a day: the files that are shipped, and the versions that the employer
/// published. Code asks for a figure by name and day and never holds one itself.
///
/// The most specific place wins: the employer over the state over the country. Where a figure of
/// the law is a floor or a ceiling, what a narrower place says holds only within it. A rule that is
/// switched off says nothing.
@Component
public class Rules {
  private final List<Rule> shipped;
  private final EmployerVersions own;
  private final Place here;

  /// @param place where the employer is, for example `US-IL`
  @Autowired
  Rules(JdbcClient jdbc, @Value("${rung.place:US}") String place) {
    this(ShippedRules.read(), new EmployerVersions.Stored(jdbc), new Place(place));
  }

  Rules(List<Rule> shipped, EmployerVersions own, Place here) {
    this.shipped = List.copyOf(shipped);
    this.own = own;
    this.here = here;
  }

  /// What a rule says on a day where the employer is.
  ///
  /// @throws NoSuchRule when nothing of the rule holds on that day
  public Version on(String rule, LocalDate day) {
    return find(rule, day).orElseThrow(() -> new NoSuchRule(rule, day));
  }

  /// What a rule says on a day where the employer is, if anything.
  public Optional<Version> find(String rule, LocalDate day) {
    return find(rule, day, here);
  }

  /// What a rule says on a day at a place, if anything: of the employer's own version and of every
  /// wider place, as far as they are switched on.
  public Optional<Version> find(String rule, LocalDate day, Place place) {
    return narrowed(rule, day, place, own.of(rule));
  }

  /// What the rule would say if a version were published. Nothing is stored.
  public Version tried(Proposal proposal) {
    List<EmployerVersions.Own> with = new ArrayList<>(own.of(proposal.rule()));
    with.removeIf(version -> !version.from().isBefore(proposal.from()));
    with.add(proposal.asIfPublished());
    return narrowed(proposal.rule(), proposal.from(), here, with).orElseThrow();
  }

  private Optional<Version> narrowed(
      String rule, LocalDate day, Place place, List<EmployerVersions.Own> own) {
    Optional<Version> says = Optional.empty();
    for (String at : place.wideToNarrow()) {
      Optional<Version> next =
          at.equals(Place.POLICY)
              ? ownVersions(rule, own).stream()
                  .filter(version -> version.clause().holdsOn(day))
                  .findFirst()
                  .or(() -> shipped(rule, at, day))
              : shipped(rule, at, day);
      if (next.isPresent()) {
        Version narrower = next.get();
        says = Optional.of(says.map(narrower::within).orElse(narrower));
      }
    }
    return says;
  }

  private Optional<Version> shipped(String rule, String place, LocalDate day) {
    return shipped.stream()
        .filter(shippedRule -> shippedRule.rule().equals(rule) && shippedRule.place().equals(place))
        .flatMap(shippedRule -> shippedRule.all().stream())
        .filter(version -> version.on() && version.clause().holdsOn(day))
        .findFirst();
  }

  /// The files that are shipped, by place and then in their order.
  public List<Rule> shipped() {
    return shipped;
  }

  /// Every version of a rule that is shipped or was published, the employer's own last; those of a
  /// place in the order of their days.
  public List<Version> versions(String rule) {
    List<Version> versions = new ArrayList<>();
    shipped.stream()
        .filter(shippedRule -> shippedRule.rule().equals(rule))
        .forEach(shippedRule -> versions.addAll(shippedRule.all()));
    versions.addAll(ownVersions(rule, own.of(rule)));
    return versions;
  }

  /// What the figures of a rule mean, over all of its places.
  public Map<String, Rule.Figure> figures(String rule) {
    Map<String, Rule.Figure> figures = new LinkedHashMap<>();
    shipped.stream()
        .filter(shippedRule -> shippedRule.rule().equals(rule))
        .forEach(shippedRule -> figures.putAll(shippedRule.figures()));
    return figures;
  }

  /// Where the employer is.
  public Place here() {
    return here;
  }

  private List<Version> ownVersions(String rule, List<EmployerVersions.Own> own) {
    Map<String, Rule.Figure> figures = figures(rule);
    List<Version> versions = new ArrayList<>();
    for (int v = 0; v < own.size(); v++) {
      EmployerVersions.Own version = own.get(v);
      versions.add(
          new Version(
              rule,
              Place.POLICY,
              version.from(),
              v + 1 < own.size()
                  ? Optional.of(own.get(v + 1).from().minusDays(1))
                  : Optional.empty(),
              version.text(),
              version.source(),
              version.figures(),
              figures,
              true,
              "",
              version.published(),
              List.of()));
    }
    return versions;
  }

  /// A dated version of a rule, or what several places say together.
  ///
  /// @param figures its whole numbers by name, in the units that `meanings` names
  /// @param meanings what the figures of the rule mean; one that is not in `figures` is not known
  /// @param on whether anything is decided by it
  /// @param note why it is switched off, or what is assumed in it; empty for neither
  /// @param published by whom and when, for one of the employer's own
  /// @param bounds clauses of wider places whose floor or ceiling changed a figure of this one
  public record Version(
      String rule,
      String place,
      LocalDate from,
      Optional<LocalDate> until,
      String text,
      String source,
      Map<String, Long> figures,
      Map<String, Rule.Figure> meanings,
      boolean on,
      String note,
      Optional<Published> published,
      List<Clause> bounds) {
    public Version {
      figures = Map.copyOf(figures);
      bounds = List.copyOf(bounds);
    }

    /// The words of this version.
    public Clause clause() {
      return new Clause(rule, place, from, until, text, source);
    }

    /// A figure that the rule needs.
    ///
    /// @throws IllegalArgumentException when the rule has no such figure, or it is not known
    public long figure(String name) {
      return known(name)
          .orElseThrow(() ->
              new IllegalArgumentException("The rule %s has no figure %s".formatted(rule, name)));
    }

    /// A figure that may not be known yet.
    public OptionalLong known(String name) {
      Long figure = figures.get(name);
      return figure == null ? OptionalLong.empty() : OptionalLong.of(figure);
    }

    /// This version where a wider place says something, too.
    private Version within(Version wider) {
      Map<String, Long> together = new LinkedHashMap<>(wider.figures);
      List<Clause> bounding = new ArrayList<>(wider.bounds);
      figures.forEach((name, value) -> {
        Long law = wider.figures.get(name);
        Optional<Rule.Bound> bound =
            Optional.ofNullable(wider.meanings.get(name)).flatMap(Rule.Figure::bound);
        long kept = law == null || bound.isEmpty() ? value : bound.orElseThrow().keep(law, value);
        if (kept != value) {
          bounding.add(wider.clause());
        }
        together.put(name, kept);
      });
      return new Version(
          rule, place, from, until, text, source, together, meanings, on, note, published,
          bounding);
    }
  }

  /// Who published a version of the employer's own.
  ///
  /// @param by the account
  /// @param on the day
  public record Published(String by, LocalDate on) {}

  /// Nothing of the rule holds on that day.
  public static final class NoSuchRule extends RuntimeException {
    NoSuchRule(String rule, LocalDate day) {
      super("No rule “%s” holds on %s.".formatted(rule, day));
    }
  }
}
