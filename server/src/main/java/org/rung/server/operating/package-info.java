/// What whoever runs Rung looks at: figures for Prometheus, and a log without personal data.
@ApplicationModule(allowedDependencies = {"jobs"})
@NullMarked
package org.rung.server.operating;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
