package org.rung.server.skills;

import java.util.Locale;
import java.util.Optional;
import org.rung.server.skills.RoleOccupation.Origin;

/// How far the occupation of a role is settled, in the words of the page.
public enum RoleState {
  /// No occupation was looked for yet.
  NEW("not matched yet", "warn"),
  /// The matcher's best answer is more likely wrong than right.
  NO_MATCH("no match", "bad"),
  /// Two occupations are nearly as likely.
  TWO_FIT("two fit", "warn"),
  /// One is likelier than the others, but not beyond doubt.
  NEAR("near", "warn"),
  /// One stands out.
  CERTAIN("one match", "good"),
  /// From a file of labels.
  LABELLED("labelled", "good"),
  /// A planner confirmed or corrected it.
  CONFIRMED("confirmed", "good"),
  /// The title gathers several jobs; no occupation describes it.
  SEVERAL("several jobs", "");

  /// Of the 218 largest titles of the Chicago workforce, 56 have an answer at least this sure, and
  /// 55 of these are right; of the 43 between 0.75 and this, 36 are (`RoleAccuracy`, beside the
  /// tests; the random part was not looked at to set it).
  static final double SURE = 0.9;

  /// Below it the first answer is right in 3 of 10 titles there, above it in 6 of 10.
  private static final double DOUBTFUL = 0.4;

  /// How near the second answer's confidence comes to the first's when two fit.
  private static final double NEARLY_AS_LIKELY = 0.5;

  private final String words;
  private final String sign;

  RoleState(String words, String sign) {
    this.words = words;
    this.sign = sign;
  }

  /// As people read it.
  public String words() {
    return words;
  }

  /// The class of its badge: `good`, `warn`, `bad`, or empty.
  public String sign() {
    return sign;
  }

  /// As in addresses.
  public String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether it waits for a planner: neither labelled nor confirmed, and one job.
  public boolean waits() {
    return switch (this) {
      case NEW, NO_MATCH, TWO_FIT, NEAR, CERTAIN -> true;
      case LABELLED, CONFIRMED, SEVERAL -> false;
    };
  }

  /// @param origin empty where the role has no row
  /// @param occupation whether it has one
  /// @param first confidence of the best answer, 0 to 1
  /// @param second of the next, 0 where there is none
  static RoleState of(Optional<Origin> origin, boolean occupation, double first, double second) {
    if (origin.isEmpty()) {
      return NEW;
    }
    return switch (origin.get()) {
      case LABELLED -> LABELLED;
      case CONFIRMED -> CONFIRMED;
      case MATCHED -> occupation ? ofMatch(first, second) : SEVERAL;
    };
  }

  static RoleState ofMatch(double first, double second) {
    if (first >= SURE) {
      return CERTAIN;
    }
    if (first < DOUBTFUL) {
      return NO_MATCH;
    }
    return second >= NEARLY_AS_LIKELY * first ? TWO_FIT : NEAR;
  }
}
