/// How many places come open in each role and year, and how many slots a plan may fill.
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
      "skills",
      "growth"
    })
@NullMarked
package org.rung.server.openings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
