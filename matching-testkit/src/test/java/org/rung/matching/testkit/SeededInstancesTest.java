package org.rung.matching.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;

/// Measured figures belong to instances: these stay as they are, byte for byte.
class SeededInstancesTest {
  @TempDir private Path folder;

  @Test
  void theFirstFamilyIsDrawnAsEver() throws Exception {
    assertThat(digests(SeededInstances.firstExperiment(300, 12, 18, 40, 3)))
        .isEqualTo("32cffde3 13d5ba88 b95c553e 59f3be45 65ea2d8c 51ce59cb");
  }

  @Test
  void theSecondFamilyIsDrawnAsEver() throws Exception {
    assertThat(digests(SeededInstances.sitesAndQuarters(700, 12, 18, 40, 3)))
        .isEqualTo("1277d279 71bfbedf a18e41e8 2271b03d c01987e4 46f6a8d5");
  }

  /// The first digits of each file's digest, in the order of the files' names.
  private String digests(Instance instance) throws Exception {
    return new TreeMap<>(InstanceFiles.write(folder, instance))
        .values().stream().map(digest -> digest.substring(0, 8)).collect(Collectors.joining(" "));
  }
}
