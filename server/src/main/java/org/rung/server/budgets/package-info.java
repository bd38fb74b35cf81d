/// Budgets to look at and to give: how each stands, its statement and forecast, grants and
/// withdrawals. The books themselves are kept by `ledger`.
@ApplicationModule(allowedDependencies = {"ledger", "files", "access", "pages", "api"})
@NullMarked
package org.rung.server.budgets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
