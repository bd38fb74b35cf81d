/// What tests of the optimiser need: seeded instances, the answer by trying all, and a check of a
/// plan's files that shares nothing with the optimiser but their form.
@NullMarked
package org.rung.matching.testkit;

import org.jspecify.annotations.NullMarked;
