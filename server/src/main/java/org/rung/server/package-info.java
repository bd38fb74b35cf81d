/// One application; each capability is a package below this one, on the floors of
/// `docs/architecture/modules.md`.
@NullMarked
package org.rung.server;

import org.jspecify.annotations.NullMarked;
