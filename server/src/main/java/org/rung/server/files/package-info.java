/// Tables in files: CSV and XLSX of any reasonable layout in, CSV out with formulas made harmless.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.rung.server.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
