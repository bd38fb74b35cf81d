package org.rung.matching;

import java.io.Serializable;

/// Some of a block's candidates, on their way to where the plan is made.
final class Part implements Serializable {
  private static final long serialVersionUID = 1;

  final int[] count; // per person of the block, how many are here
  final int[] place; // per candidate, among all its person's
  final long[] worth;
  final int[] uses; // per candidate, how many
  final int[] useLimit;
  final long[] useAmount;
  final int[] seats; // per candidate, how many
  final int[] seatIntake;

  /// @param kept counted from the block's first candidate
  Part(Block block, boolean[] kept) {
    Instance whole = block.instance;
    int first = block.firstCandidate();
    int candidates = 0;
    int allUses = 0;
    int allSeats = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        candidates++;
        allUses += whole.useStart[first + i + 1] - whole.useStart[first + i];
        allSeats += whole.seatStart[first + i + 1] - whole.seatStart[first + i];
      }
    }
    count = new int[block.to - block.from];
    place = new int[candidates];
    worth = new long[candidates];
    uses = new int[candidates];
    useLimit = new int[allUses];
    useAmount = new long[allUses];
    seats = new int[candidates];
    seatIntake = new int[allSeats];
    int to = 0;
    int use = 0;
    int seat = 0;
    for (int e = block.from; e < block.to; e++) {
      for (int k = whole.start[e]; k < whole.start[e + 1]; k++) {
        if (!kept[k - first]) {
          continue;
        }
        count[e - block.from]++;
        place[to] = k - whole.start[e];
        worth[to] = whole.worth[k];
        uses[to] = whole.useStart[k + 1] - whole.useStart[k];
        System.arraycopy(whole.useLimit, whole.useStart[k], useLimit, use, uses[to]);
        System.arraycopy(whole.useAmount, whole.useStart[k], useAmount, use, uses[to]);
        use += uses[to];
        seats[to] = whole.seatStart[k + 1] - whole.seatStart[k];
        System.arraycopy(whole.seatIntake, whole.seatStart[k], seatIntake, seat, seats[to]);
        seat += seats[to++];
      }
    }
  }
}
