/// The optimiser beside established solvers on the same instances.
@NullMarked
package org.rung.benchmarks;

import org.jspecify.annotations.NullMarked;
