/// Backup, restore and move of the whole database, table by table by COPY, each row checked.
///
/// It knows tables only from PostgreSQL's own catalogue and from the migrations, never by what they
/// mean, so that a table that a capability adds is taken without a word here.
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package org.rung.server.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
