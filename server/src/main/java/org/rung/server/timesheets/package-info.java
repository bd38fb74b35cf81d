/// Hours as people see them: the own ones, those that wait for approval, totals and thresholds,
/// timesheets from files, and the hours of classes. The record itself is kept by `hours`.
@ApplicationModule(
    allowedDependencies = {
      "database",
      "rules",
      "files",
      "access",
      "decisions",
      "hours",
      "jobs",
      "pages",
      "api",
      "people",
      "classes"
    })
@NullMarked
package org.rung.server.timesheets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
