/// The first page of each kind of user, and one page a person: where an employee can go, and whom a
/// manager releases.
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
      "pathways",
      "planning"
    })
@NullMarked
package org.rung.server.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
