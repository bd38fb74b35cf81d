package org.rung.matching;

/// What people add to the smoothed bound: everybody's soft maximum over candidates and nothing.
///
/// @param price per row
record SoftMaximum(double[] price, double temperature) implements Pass<Near, Demand> {
  /// Weights under e^-FAR are left out.
  private static final double FAR = 24;

  @Override
  public Demand over(Near near, Scratch scratch) {
    double[] price = this.price;
    Demand demand = scratch.demand(price.length);
    double[] use = demand.use;
    double[] bend = demand.bend;
    double[] after = scratch.after(near.mostCandidates);
    int[] start = near.start;
    int[] entryStart = near.entryStart;
    int[] entryRow = near.entryRow;
    double[] entryAmount = near.entryAmount;
    double[] worth = near.worth;
    double total = near.decidedWorth;
    for (int row = 0; row < near.decidedUse.length; row++) {
      use[row] = near.decidedUse[row];
      total -= use[row] * price[row];
    }
    long shared = 0;
    double reach = FAR * temperature;
    double perTemperature = 1 / temperature;
    int entry = 0;
    for (int e = 0; e + 1 < start.length; e++) {
      int from = start[e];
      int to = start[e + 1];
      double best = 0;
      for (int k = from; k < to; k++) {
        double sum = worth[k];
        for (int end = entryStart[k + 1]; entry < end; entry++) {
          sum -= entryAmount[entry] * price[entryRow[entry]];
        }
        after[k - from] = sum;
        best = Math.max(best, sum);
      }
      double least = best - reach;
      double weights = least > 0 ? 0 : Math.exp(-best * perTemperature);
      for (int k = from; k < to; k++) {
        double sum = after[k - from];
        double weight = sum < least ? 0 : Math.exp((sum - best) * perTemperature);
        after[k - from] = weight;
        weights += weight;
      }
      total += best + temperature * Math.log(weights);
      double perWeight = 1 / weights;
      for (int k = from; k < to; k++) {
        double share = after[k - from] * perWeight;
        if (share == 0) {
          continue;
        }
        if (share >= Ties.LEAST_SHARE && share <= 1 - Ties.LEAST_SHARE) {
          shared++;
        }
        for (int i = entryStart[k]; i < entryStart[k + 1]; i++) {
          double amount = share * entryAmount[i];
          use[entryRow[i]] += amount;
          bend[entryRow[i]] += amount * entryAmount[i];
        }
      }
    }
    demand.value = total;
    demand.shared = shared;
    return demand;
  }
}
