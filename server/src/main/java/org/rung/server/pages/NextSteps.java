package org.rung.server.pages;

import java.util.List;

/// What comes next for a person; each capability that has something supplies its own as a bean.
@FunctionalInterface
public interface NextSteps {
  /// Asked each time the person opens their page, so cheap.
  ///
  /// @param person by the number of `people`
  List<NextStep> of(long person);
}
