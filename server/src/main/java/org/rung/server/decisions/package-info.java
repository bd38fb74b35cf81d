/// Every decision about a person: its reasons, the data used, who made it; and what people ask to
/// be looked at again, which somebody else answers.
@ApplicationModule(allowedDependencies = {"database", "rules", "files", "access", "pages", "api"})
@NullMarked
package org.rung.server.decisions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
