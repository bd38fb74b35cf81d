package org.rung.server.ledger;

/// Nothing was posted, and why. The transaction of the caller can go on.
public final class NotPosted extends RuntimeException {
  private final transient Problem problem;

  NotPosted(Problem problem) {
    super(
        switch (problem) {
          case OverBudget it ->
              "%s is more than the budget (%s) has left: %s."
                  .formatted(it.asked(), it.budget(), it.left());
          case OverCommitted it ->
              "%s is more than is committed for %s: %s."
                  .formatted(it.asked(), it.about(), it.left());
          case OverPaid it ->
              "%s is more than was paid for %s: %s.".formatted(it.asked(), it.about(), it.left());
          case KeyTaken it ->
              "The request key %s belongs to transaction %d, which is another one."
                  .formatted(it.requestKey(), it.number());
          case NotReversible it ->
              "Transaction %d cannot be reversed: %s.".formatted(it.number(), it.why());
        });
    this.problem = problem;
  }

  /// What stood in the way.
  public Problem problem() {
    return problem;
  }

  /// What can stand in the way.
  public sealed interface Problem {}

  /// @param left what the budget still has free
  public record OverBudget(Budget budget, Money asked, Money left) implements Problem {}

  /// @param left what is committed and not yet paid
  public record OverCommitted(Budget budget, String about, Money asked, Money left)
      implements Problem {}

  /// @param left what was paid and did not come back yet
  public record OverPaid(Budget budget, String about, Money asked, Money left) implements Problem {}

  /// The same request key came with something else before.
  ///
  /// @param number the transaction of then
  public record KeyTaken(String requestKey, long number) implements Problem {}

  /// @param why in words: there is none, it is a reversal, it was reversed
  public record NotReversible(long number, String why) implements Problem {}
}
