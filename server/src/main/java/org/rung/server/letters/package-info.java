/// Letters to people, partners and schools: as a page, as e-mail and as PDF, in words that the
/// employer may change. What is sent stands or falls with the transaction that sends it.
@ApplicationModule(allowedDependencies = {"database", "ledger", "access", "pages", "api"})
@NullMarked
package org.rung.server.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
