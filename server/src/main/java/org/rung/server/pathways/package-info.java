/// Which roles can be reached from a role, and through which programmes.
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
      "programmes"
    })
@NullMarked
package org.rung.server.pathways;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
