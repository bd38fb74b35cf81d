/// The first page of each kind of user.
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
package org.rung.server.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
