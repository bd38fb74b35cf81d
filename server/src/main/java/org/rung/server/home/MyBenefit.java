package org.rung.server.home;

import java.util.List;

/// The education benefit of the person who looks.
///
/// @param title the finding
/// @param open whether it is open
/// @param sum label and amount of each line, the total last; empty unless it is open
/// @param rule the clause and where it is from
/// @param against what stands against it, `change` what would change it
public record MyBenefit(
    String title,
    boolean open,
    List<MyCard.Line> sum,
    String rule,
    List<String> against,
    List<String> change) {
  public MyBenefit {
    sum = List.copyOf(sum);
    against = List.copyOf(against);
    change = List.copyOf(change);
  }
}
