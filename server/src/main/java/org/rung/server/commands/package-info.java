/// The command line.
@ApplicationModule(
    allowedDependencies = {
      "database",
      "backup",
      "ledger",
      "rules",
      "files",
      "access",
      "decisions",
      "letters",
      "jobs",
      "pages",
      "reference",
      "examples",
      "people",
      "skills",
      "growth",
      "openings",
      "programmes",
      "pathways",
      "planning",
      "home"
    })
@NullMarked
package org.rung.server.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
