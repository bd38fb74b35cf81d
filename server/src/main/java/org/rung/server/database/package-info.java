/// Where everything is kept: an embedded PostgreSQL or one's own, and bulk rows by COPY.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.rung.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
