package org.rung.server.planning;

import org.rung.server.programmes.Strategy;

/// What one person on one pathway is worth, part by part, in whole cents; the parts sum to the
/// worth exactly. All but price and training time are already weighed with the chance.
///
/// `worth = chance × (outside hire + severance + retention + weight × pay gain − backfill) − price
/// − paid training time` (design.md §4).
///
/// @param backfill at most 0
/// @param price at most 0
/// @param trainingTime at most 0
record Worth(
    long hire,
    long severance,
    long retention,
    long payGain,
    long backfill,
    long price,
    long trainingTime) {

  long total() {
    return hire + severance + retention + payGain + backfill + price + trainingTime;
  }

  /// Makes the worth under a scenario.
  record Maker(
      Scenario scenario, Workforce workforce, long fullTimeCapCents, long partTimeCapCents) {

    Worth of(int e, Route route) {
      Scenario.Worth terms = scenario.worth();
      double chance = route.chanceMillionths() / 1e6;
      Workforce.Role from = workforce.roles()[route.fromRole()];
      double pay = workforce.payCents()[e];
      double years = terms.horizonYears().value();
      double hire = 0;
      if (route.toRole().isPresent() && route.leaves()) {
        hire = terms.hireShare().value() * workforce.roles()[route.toRole().getAsInt()].payCents();
      }
      double severance = 0;
      double backfill = 0;
      if (route.leaves()) {
        if (from.shrinks()) {
          severance = terms.leavingShare().value() * terms.severanceWeeks().value() * pay / 52;
        } else {
          backfill = -terms.backfillShare().value() * from.payCents();
        }
      }
      double retention =
          route.strategy() == Strategy.OUTSKILLING
              ? 0
              : terms.retentionPoints().value() * years * terms.replacementShare().value() * pay;
      double payGain =
          route.targetPayCents().isEmpty()
              ? 0
              : terms.payGainWeight().value() * years * (targetPay(e, route) - pay);
      return new Worth(
          Math.round(chance * hire),
          Math.round(chance * severance),
          Math.round(chance * retention),
          Math.round(chance * payGain),
          Math.round(chance * backfill),
          -price(e, route),
          -Math.round(paidHours(route) * workforce.hourCents(e)));
    }

    /// Yearly pay after the pathway. Outside, at the person's present working time: another
    /// employer's hours are not known.
    double targetPay(int e, Route route) {
      double full = route.targetPayCents().orElse(workforce.payCents()[e]);
      return route.toRole().isPresent()
          ? full
          : full * Math.min(1, workforce.weeklyMinutes()[e] / 2400.0);
    }

    /// What the employer pays: the education benefit up to its yearly cap, everything else in full.
    long price(int e, Route route) {
      if (route.strategy() != Strategy.EDUCATION_BENEFIT) {
        return route.priceCents();
      }
      return Math.min(
          route.priceCents(), workforce.fullTime()[e] ? fullTimeCapCents : partTimeCapCents);
    }

    /// Hours of training on the employer's time.
    double paidHours(Route route) {
      Figure share = scenario.worth().paidShare().get(route.strategy());
      return share == null ? 0 : share.value() * route.hours();
    }
  }
}
