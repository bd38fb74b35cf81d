/// Money: whole minor units and a currency, and the books: double entry, added to and never
/// changed, by budgets that cannot be overspent.
@ApplicationModule(allowedDependencies = "database")
@NullMarked
package org.rung.server.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
