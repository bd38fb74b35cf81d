/// Occupations, titles, wages, projections: the public tables shipped with the product.
@ApplicationModule(allowedDependencies = {"database", "pages", "access", "api"})
@NullMarked
package org.rung.server.reference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
