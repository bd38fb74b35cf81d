package org.rung.server.ledger;

import java.util.Optional;

/// Leads from a line of a statement to what the money is for. Each capability that posts money and
/// has a page for it supplies one as a bean.
@FunctionalInterface
public interface AboutLink {
  /// @param about as it stands in the books, such as `enrolment 17`
  /// @return the path of its page, empty when it is another capability's
  Optional<String> address(String about);
}
