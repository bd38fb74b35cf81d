package org.rung.server.tuition;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rung.server.ledger.Standing;

/// What finance sees of the education benefit.
///
/// @param counts of invoice lines by state
/// @param back applications whose money goes to the person
/// @param blocks courses that stop new payments
/// @param key for the forms of this page: the same form sent twice is one request
/// @param said what was just done, empty for nothing
/// @param faults what of it was not
public record BooksPage(
    LocalDate today,
    List<Standing> standings,
    Map<String, Long> counts,
    List<Invoice> matched,
    List<Invoice> disputed,
    List<Invoice> paid,
    List<Application> back,
    List<Application> blocks,
    List<Speaker> schools,
    List<Integer> closed,
    String key,
    String said,
    List<String> faults) {
  public BooksPage {
    standings = List.copyOf(standings);
    counts = Map.copyOf(counts);
    matched = List.copyOf(matched);
    disputed = List.copyOf(disputed);
    paid = List.copyOf(paid);
    back = List.copyOf(back);
    blocks = List.copyOf(blocks);
    schools = List.copyOf(schools);
    closed = List.copyOf(closed);
    faults = List.copyOf(faults);
  }

  /// Lines in a state.
  public long count(String state) {
    return counts.getOrDefault(state, 0L);
  }
}
