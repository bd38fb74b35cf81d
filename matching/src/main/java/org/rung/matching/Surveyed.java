package org.rung.matching;

import java.io.Serializable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The [Survey] of everybody in an instance once somebody asked for it: variations of the instance
/// with the same worth and uses need not look at all candidates again.
final class Surveyed implements Serializable {
  private static final long serialVersionUID = 1;

  private transient volatile @Nullable Survey survey; // two may both find it: it is the same

  /// @param found looks at everybody
  Survey get(Supplier<Survey> found) {
    Survey known = survey;
    if (known == null) {
      known = found.get();
      survey = known;
    }
    return known;
  }
}
