/// People in programmes: offers, seats, releases, waiting lists, classes and how they end.
@ApplicationModule(
    allowedDependencies = {
      "database",
      "ledger",
      "rules",
      "files",
      "access",
      "decisions",
      "letters",
      "jobs",
      "pages",
      "api",
      "reference",
      "people",
      "skills",
      "growth",
      "openings",
      "programmes",
      "pathways",
      "planning"
    })
@NullMarked
package org.rung.server.enrolment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
