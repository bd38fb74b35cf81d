package org.rung.matching;

import java.io.Serializable;

/// Something that is added up over blocks.
///
/// @param <R> itself
public interface Summand<R extends Summand<R>> extends Serializable {
  /// In how many parts, which do not touch each other, it is worth adding.
  default int parts() {
    return 1;
  }

  /// Adds one part of another to the same part of this.
  ///
  /// @param part 0 to [#parts], exclusive
  void add(R other, int part);
}
