/// What teaches: programmes with their terms, prices, hours and records, and templates to start
/// from.
@ApplicationModule(
    allowedDependencies = {
      "api",
      "database",
      "ledger",
      "rules",
      "files",
      "access",
      "decisions",
      "jobs",
      "pages",
      "reference",
      "people",
      "skills"
    })
@NullMarked
package org.rung.server.programmes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
