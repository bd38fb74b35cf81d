/// Matches people with pathways under budgets, seats, openings and floors, and proves how good the
/// answer is.
///
/// Build an [Instance], give it to [Optimiser#solve], write the answer with [PlanFiles]. The proof
/// is a [Certificate]: whole numbers only, re-checkable from the files by code that shares nothing
/// with this package.
@NullMarked
package org.rung.matching;

import org.jspecify.annotations.NullMarked;
