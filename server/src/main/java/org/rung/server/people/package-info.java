/// Who works here: people, roles, sites, from the employer's own files; joiners, leavers, movers.
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
      "reference"
    })
@NullMarked
package org.rung.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
