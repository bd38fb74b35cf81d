/// Every decision about a person: its reasons, the data used, who made it.
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package org.rung.server.decisions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
