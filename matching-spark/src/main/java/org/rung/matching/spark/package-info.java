/// The optimiser with its people in blocks on Apache Spark. Spark only splits and sums; prices and
/// plan are those of one machine to the last bit.
@NullMarked
package org.rung.matching.spark;

import org.jspecify.annotations.NullMarked;
