/// Plans: who is offered which pathway, when and at what cost, with the proof of how good that is.
@ApplicationModule(
    allowedDependencies = {
      "database",
      "ledger",
      "rules",
      "files",
      "access",
      "decisions",
      "jobs",
      "pages",
      "api",
      "reference",
      "people",
      "skills",
      "growth",
      "openings",
      "programmes",
      "pathways"
    })
@NullMarked
package org.rung.server.planning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
