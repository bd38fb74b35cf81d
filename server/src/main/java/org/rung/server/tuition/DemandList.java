package org.rung.server.tuition;

import java.time.Instant;
import java.util.List;

/// A list that was published.
public record DemandList(String clause, String by, Instant at, List<InDemand> occupations) {
  public DemandList {
    occupations = List.copyOf(occupations);
  }
}
