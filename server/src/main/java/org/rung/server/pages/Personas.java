package org.rung.server.pages;

import java.util.List;

/// The invented people one may look as. Only the demo has any.
public interface Personas {
  /// In the order they are offered.
  List<Frame.Persona> offered(String viewer);
}
