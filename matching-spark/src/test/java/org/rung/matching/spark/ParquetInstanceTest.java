package org.rung.matching.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rung.matching.Instance;
import org.rung.matching.InstanceFiles;
import org.rung.matching.testkit.SeededInstances;

/// Instances as Parquet tables.
class ParquetInstanceTest {
  @TempDir Path folder;

  @Test
  void holdsWhatTheCsvFilesHold() throws Exception {
    Instance instance = SeededInstances.workforce(700, 3);
    String tables = folder.resolve("parquet").toString();

    ParquetInstance.write(tables, instance);
    Instance read = ParquetInstance.read(tables);

    assertThat(InstanceFiles.write(folder.resolve("read"), read))
        .isEqualTo(InstanceFiles.write(folder.resolve("written"), instance));
  }

  @Test
  void holdsPeopleWithoutCandidatesAndNobodyAtAll() throws Exception {
    Instance.Builder some = Instance.builder();
    int limit = some.limit("a, \"limit\"", -5);
    some.intake("an intake", 7, 2, 11, limit);
    some.person("nothing for her");
    some.person("Zoë");
    some.candidate("one", -3);
    some.use(limit, -9).seat(0);
    some.person("nothing for him");
    Instance nobody = Instance.builder().build();

    for (Instance instance : new Instance[] {some.build(), nobody}) {
      String tables = folder.resolve("parquet").toString();
      ParquetInstance.write(tables, instance);
      assertThat(InstanceFiles.write(folder.resolve("read"), ParquetInstance.read(tables)))
          .isEqualTo(InstanceFiles.write(folder.resolve("written"), instance));
    }
  }

  @Test
  void namesTheTableThatIsMissingOrIsNone() throws Exception {
    String tables = folder.resolve("parquet").toString();
    ParquetInstance.write(tables, SeededInstances.workforce(50, 1));
    Path uses = folder.resolve("parquet").resolve("uses.parquet");
    Files.delete(uses);
    assertThatThrownBy(() -> ParquetInstance.read(tables))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("uses.parquet is not there");
    Files.writeString(uses, "candidate,limit,amount\n0,0,1\n");
    assertThatThrownBy(() -> ParquetInstance.read(tables)).hasMessageContaining("uses.parquet");
    Files.copy(folder.resolve("parquet").resolve("seats.parquet"), folder.resolve("x.parquet"));
    Files.delete(uses);
    Files.deleteIfExists(uses.resolveSibling(".uses.parquet.crc"));
    Files.copy(folder.resolve("x.parquet"), uses);
    assertThatThrownBy(() -> ParquetInstance.read(tables))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("uses.parquet")
        .hasMessageContaining("no limit");
  }
}
