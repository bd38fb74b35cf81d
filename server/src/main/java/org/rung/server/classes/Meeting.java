package org.rung.server.classes;

import java.util.Optional;

/// Where a session is and who teaches it.
///
/// @param room its number, empty for none
/// @param link an address that starts with `https://`, empty for none
/// @param instructor the number, empty while nobody is named
record Meeting(Optional<Long> room, String link, Optional<Long> instructor) {
  static final int LONGEST_LINK = 1_000;
}
