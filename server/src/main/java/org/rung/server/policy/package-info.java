/// The rules as people see them: every version with its clause and source, what a change would do
/// to everybody, and its publication by a named person. What a change does to people is told by the
/// capabilities above, each for its own rules ([Trial]).
@ApplicationModule(
    allowedDependencies = {"rules", "database", "files", "pages", "api", "access", "jobs"})
@NullMarked
package org.rung.server.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
