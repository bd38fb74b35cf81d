package org.rung.matching;

import java.io.Serializable;

/// What is asked of a block: a function of the block alone, which leaves it as it is and may be
/// asked again, on another machine too.
///
/// @param <B> what is kept of a block
/// @param <R> the answer; serializable where blocks lie on other machines
@FunctionalInterface
public interface Pass<B, R> extends Serializable {
  /// @param scratch the answer may be part of it; nobody else uses it meanwhile
  R over(B block, Scratch scratch);
}
