/// Long work: shows progress, can be cancelled, survives a restart.
@ApplicationModule(allowedDependencies = {"database", "pages", "access", "api"})
@NullMarked
package org.rung.server.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
