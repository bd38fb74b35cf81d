/// What roles ask for: the occupation of each role, its skills, and who confirmed it.
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
      "people::events"
    })
@NullMarked
package org.rung.server.skills;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
