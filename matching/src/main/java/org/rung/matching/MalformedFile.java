package org.rung.matching;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is not what it should be; the message names file, line and what was found.
public final class MalformedFile extends IOException {
  private static final long serialVersionUID = 1;

  MalformedFile(Path file, long line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }

  MalformedFile(Path file, long line, IllegalArgumentException cause) {
    super(file + ", line " + line + ": " + cause.getMessage(), cause);
  }
}
