/// Apprenticeships: what a programme on the job asks, written agreements, hours under a mentor,
/// wages that rise on the hour they are due, probation, ratio and the certificate of completion.
@ApplicationModule(
    allowedDependencies = {
      "database",
      "ledger",
      "rules",
      "files",
      "access",
      "decisions",
      "hours",
      "letters",
      "jobs",
      "pages",
      "api",
      "people",
      "programmes",
      "enrolment"
    })
@NullMarked
package org.rung.server.apprenticeships;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
