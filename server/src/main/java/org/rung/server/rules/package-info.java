/// What law and policy say: effective-dated files by country, state and employer, versions that the
/// employer publishes, and each answer with its clause, the facts and the day. The pages of it
/// stand in `policy`, above `pages`.
@ApplicationModule(allowedDependencies = {"database", "ledger"})
@NullMarked
package org.rung.server.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
