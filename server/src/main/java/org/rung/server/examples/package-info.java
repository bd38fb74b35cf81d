/// Generated examples: the files of an employer that nobody has, of any size, to try, measure and
/// test with. Reads the shipped tables and the inputs beside an example; knows no database.
@ApplicationModule(allowedDependencies = {"reference"})
@NullMarked
package org.rung.server.examples;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
