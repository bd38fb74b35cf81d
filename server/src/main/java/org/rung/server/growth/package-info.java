/// Where roles grow and shrink, with base count and interval, beside the market.
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
package org.rung.server.growth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
