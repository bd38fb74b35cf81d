/// How groups of people fare under the rules and the plan: protected attributes are taken in, kept
/// apart and compared as groups, never shown of a person.
@ApplicationModule(allowedDependencies = {"api", "database", "rules", "files", "access", "pages"})
@NullMarked
package org.rung.server.fairness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
