/// The education benefit: what is open to each person to the cent, what a course costs whom and
/// when it is paid, vouchers and invoices, failure and repayment, what of it is free of tax.
@ApplicationModule(
    allowedDependencies = {
      "database",
      "ledger",
      "letters",
      "rules",
      "policy",
      "files",
      "access",
      "decisions",
      "jobs",
      "pages",
      "api",
      "people",
      "growth",
      "programmes"
    })
@NullMarked
package org.rung.server.tuition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
