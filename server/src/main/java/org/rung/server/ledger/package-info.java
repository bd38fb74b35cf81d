/// Money: whole minor units and a currency. The double entry books stand on it.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.rung.server.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
