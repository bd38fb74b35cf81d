package org.rung.matching;

import java.util.List;

/// People in blocks, here ([BlocksHere]) or on other machines. A block is a run of people in the
/// order of their numbers; where one ends depends on the instance alone ([Population#blocksFor]).
/// All that is asked of everybody is asked block by block, and sums are added in the same order
/// wherever the blocks lie, so the answer is the same to the last bit.
///
/// @param <B> what is kept of each block
public interface Blocks<B> extends AutoCloseable {
  /// What the pass says of each block, in the blocks' order.
  <R> List<R> each(Pass<? super B, R> pass);

  /// The sum of what the pass says of each block: blocks are added in their order in runs of
  /// [Population#runOf], and then the runs in theirs.
  ///
  /// @return valid until the next call
  <R extends Summand<R>> R sum(Pass<? super B, R> pass);

  /// Blocks that are kept in another form, made where the blocks lie. They can be made again from
  /// these, which therefore stay open as long.
  <C> Blocks<C> changed(Pass<? super B, C> pass);

  /// Lets go of what is kept.
  @Override
  void close();
}
