package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

/// The tree of `docs/architecture/modules.md` is the tree of the code.
class ArchitectureTest {
  private static final ApplicationModules MODULES = ApplicationModules.of(Rung.class);

  @Test
  void everyArrowBetweenCapabilitiesIsAllowed() {
    MODULES.verify();
  }

  @Test
  void theModuleDiagramIsTheCode() throws Exception {
    Path page = Path.of(System.getProperty("rung.home"), "docs", "architecture", "modules.md");
    StringBuilder drawn = new StringBuilder("```mermaid\nflowchart TD\n");
    List<ApplicationModule> modules =
        MODULES.stream().sorted((a, b) -> a.getIdentifier().compareTo(b.getIdentifier())).toList();
    for (ApplicationModule module : modules) {
      TreeSet<String> targets = new TreeSet<>();
      module.getDirectDependencies(MODULES, DependencyType.values()).stream()
          .forEach(to -> targets.add(to.getTargetModule().getIdentifier().toString()));
      targets.remove(module.getIdentifier().toString());
      for (String target : targets) {
        drawn
            .append("  ")
            .append(module.getIdentifier())
            .append(" --> ")
            .append(target)
            .append('\n');
      }
    }
    drawn.append("```\n");
    if (Boolean.getBoolean("rung.golden")) {
      String text = Files.readString(page);
      Files.writeString(
          page,
          text.substring(0, text.indexOf("```mermaid"))
              + drawn
              + text.substring(text.lastIndexOf("```\n") + 4));
    }
    assertThat(Files.readString(page))
        .as("the diagram in docs/architecture/modules.md; write it anew with -Drung.golden=true")
        .contains(drawn);
  }
}
