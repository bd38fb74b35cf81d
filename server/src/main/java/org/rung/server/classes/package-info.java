/// Classes of the intakes: instructors, rooms, sessions without clashes, attendance, the portal of
/// the training partners, and a calendar for each person.
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
      "planning",
      "enrolment"
    })
@NullMarked
package org.rung.server.classes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
