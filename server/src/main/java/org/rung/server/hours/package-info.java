/// Every hour of work, class and learning on the job once, with its source, its approval and its
/// legal status; averages and thresholds over them.
@ApplicationModule(allowedDependencies = {"database", "rules"})
@NullMarked
package org.rung.server.hours;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
