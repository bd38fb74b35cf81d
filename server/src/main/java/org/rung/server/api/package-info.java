/// What every part of the JSON API shares: problems, pages of items, keys that make a repeated post
/// harmless, scopes, and the OpenAPI document that is made from the handlers themselves. The
/// handlers live in the capability whose methods they call.
@ApplicationModule(allowedDependencies = {"database", "files", "pages", "rules"})
@NullMarked
package org.rung.server.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
