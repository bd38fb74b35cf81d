/// Who may do what: accounts, sessions, tokens, personas of the demo, and the audit of personal
/// data.
@ApplicationModule(allowedDependencies = {"database", "files", "pages", "api"})
@NullMarked
package org.rung.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
