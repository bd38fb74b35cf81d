package org.rung.server.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Some items of a list, and how to get those that follow. The header `Link` names the same address
/// as `rel="next"`.
///
/// @param next the `cursor` of the items that follow, empty at the end
public record Page<T>(
    List<T> items,
    @Meaning("The cursor of the items that follow; null at the end.") Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /// The same with each item as something else.
  public <R> Page<R> map(Function<? super T, ? extends R> as) {
    return new Page<>(items.stream().<R>map(as).toList(), next);
  }
}
