/// What law and policy say: effective-dated, each answer with its clause.
@ApplicationModule(allowedDependencies = {"ledger"})
@NullMarked
package org.rung.server.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
