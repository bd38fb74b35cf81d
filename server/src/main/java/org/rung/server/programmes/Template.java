package org.rung.server.programmes;

import java.util.List;
import java.util.Optional;

/// A programme to start from, with all its terms as data: an employer adopts it and changes any of
/// them.
///
/// @param id lower case words with hyphens, for example `career-choice`
/// @param kind of programme in a word or two
/// @param selection the test people pass to enter, where there is one
/// @param placement whether who completes is placed in a role
/// @param earlier terms it had before, newest first
/// @param source where the terms are from
public record Template(
    String id,
    String name,
    Strategy strategy,
    String kind,
    Audience audience,
    LeadsTo leadsTo,
    List<Delivery> delivery,
    Price price,
    Time time,
    Optional<String> selection,
    boolean placement,
    Optional<Certificate> certificate,
    Optional<Apprenticeship> apprenticeship,
    List<EarlierTerms> earlier,
    String source) {
  public Template {
    delivery = List.copyOf(delivery);
    earlier = List.copyOf(earlier);
  }

  /// For whom, in words and as rules.
  public record Audience(String who, List<EntryRule> entry) {
    public Audience {
      entry = List.copyOf(entry);
    }
  }

  /// @param what in words
  /// @param occupations SOC 2018 codes
  /// @param inDemand any occupation in demand, whatever the list names
  /// @param alsoOutside also where the employer has no such job
  public record LeadsTo(
      String what, List<String> occupations, boolean inDemand, boolean alsoOutside) {
    public LeadsTo {
      occupations = List.copyOf(occupations);
    }
  }

  /// One way it is given.
  public record Delivery(Form form, By by) {}

  /// Who teaches.
  public enum By {
    own,
    partner
  }

  /// A figure and whether the source states it or we assume it.
  public record Figure(long value, Mark mark) {}

  /// How sure a figure is.
  public enum Mark {
    stated,
    assumed
  }

  /// @param perPersonCents what one place costs
  /// @param capFullTimeCents most that is paid in a calendar year for full-time staff
  /// @param capPartTimeCents most that is paid in a calendar year for part-time staff
  /// @param paidPercent of the price that the employer pays, up to the cap
  /// @param prepaid whether the school is paid before the start, so that nobody pays first
  public record Price(
      Optional<Figure> perPersonCents,
      Optional<Figure> capFullTimeCents,
      Optional<Figure> capPartTimeCents,
      int paidPercent,
      boolean prepaid) {}

  /// @param paidTimePercent of the hours that count as working time
  /// @param moduleWeeks where it consists of modules
  public record Time(
      Optional<Length> length,
      Optional<Figure> hours,
      int paidTimePercent,
      Optional<Figure> moduleWeeks) {}

  /// A length as the source words it.
  public record Length(int value, Unit unit, boolean about) {
    /// In whole weeks, at least 1.
    public int weeks() {
      return Math.max(
          1,
          switch (unit) {
            case days -> (value + 6) / 7;
            case weeks -> value;
            case months -> Math.toIntExact(Math.round(value * 52 / 12.0));
            case years -> value * 52;
          });
    }
  }

  /// Units of a length.
  public enum Unit {
    days,
    weeks,
    months,
    years
  }

  /// @param validMonths after which it expires
  public record Certificate(String name, boolean exam, Optional<Figure> validMonths) {}

  /// @param rule the rule of law that sets the least hours
  /// @param wageSteps rising
  public record Apprenticeship(
      Figure onTheJobHours,
      Figure instructionHoursYearly,
      Figure apprenticesPerMentor,
      Figure probationHours,
      List<WageStep> wageSteps,
      String rule) {
    public Apprenticeship {
      wageSteps = List.copyOf(wageSteps);
    }
  }

  /// After so many hours on the job the wage is so many percent of the full one.
  public record WageStep(int afterHours, int percent, Mark mark) {}

  /// Terms that held before; only those that differed.
  public record EarlierTerms(
      Optional<Integer> paidPercent,
      Optional<Long> capFullTimeCents,
      Optional<Long> capPartTimeCents,
      Optional<Integer> serviceDays) {}
}
