/// What the programmes brought: the returns of each strategy, planned beside actual, short surveys
/// that never tell of fewer than five people, and the ways to teach the same side by side.
@ApplicationModule(
    allowedDependencies = {
      "api",
      "database",
      "ledger",
      "rules",
      "files",
      "access",
      "decisions",
      "pages",
      "people",
      "programmes",
      "planning",
      "enrolment",
      "tuition"
    })
@NullMarked
package org.rung.server.insights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
