/// The frame of every page, and how numbers, money and dates are written.
@ApplicationModule(allowedDependencies = {"database", "ledger", "rules"})
@NullMarked
package org.rung.server.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
