package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.rung.server.RungTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// The catalogue of the example, dirty as it is, in a database of its own.
@RungTest
@TestPropertySource(properties = "rung.test=new-jersey")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewJerseyCatalogueTest {
  private static final Path FILE =
      Path.of(System.getProperty("rung.home"), "examples", "chicago", "programmes.csv");

  @Autowired private Programmes programmes;
  @Autowired private ProgrammeTemplates templates;
  private CatalogueReport report;

  @BeforeEach
  void read() {
    report = programmes.importCatalogue(FILE, "test");
  }

  @Test
  @Order(1)
  void takesWhatIsSoundAndHoldsEveryOtherRow() {
    assertThat(report.read()).isEqualTo(1110);
    assertThat(report.added() + report.held()).isEqualTo(1110);
    assertThat(report.faults())
        .isEqualTo(
            Map.of(
                Catalogue.NO_PROVIDER, 145,
                Catalogue.NO_HOURS, 39,
                Catalogue.TOTAL, 14,
                Catalogue.TOO_LONG, 3,
                Catalogue.NINES, 1));
    assertThat(programmes.all()).hasSize(report.added());
    assertThat(programmes.held(report.id()))
        .anySatisfy(row -> {
          assertThat(row.value()).isEqualTo("41984198");
          assertThat(row.code()).isEqualTo("50472");
          assertThat(row.suggested()).contains("4198");
        })
        .anySatisfy(row -> {
          assertThat(row.value()).isEqualTo("9999");
          assertThat(row.code()).isEqualTo("49759");
          assertThat(row.suggested()).isEmpty();
        });
  }

  @Test
  @Order(2)
  void theSameFileTwiceChangesNothing() {
    List<Programme> before = programmes.all();
    CatalogueReport again = programmes.importCatalogue(FILE, "test");
    assertThat(again.again()).isTrue();
    assertThat(again.id()).isEqualTo(report.id());
    assertThat(programmes.all()).isEqualTo(before);
    assertThat(programmes.reports()).hasSize(1);
  }

  @Test
  @Order(3)
  void mendsWithTheSuggestedValuesAndRefusesWhatDoesNotDo() {
    HeldRow nines =
        programmes.held(report.id()).stream()
            .filter(row -> row.reason().equals(Catalogue.NINES))
            .findFirst()
            .orElseThrow();
    Programmes.Mending refused =
        programmes.mend(
            report.id(),
            List.of(new Programmes.Mend(nines.line(), nines.columnNo(), "lots")),
            "test");
    assertThat(refused.taken()).isZero();
    assertThat(refused.refused())
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).contains("“lots” is not taken either"));

    List<Programmes.Mend> suggested =
        programmes.held(report.id()).stream()
            .filter(row -> row.suggested().isPresent())
            .map(row ->
                new Programmes.Mend(row.line(), row.columnNo(), row.suggested().orElseThrow()))
            .toList();
    long before = programmes.count();
    // Two of the fourteen have no provider either and wait for it.
    assertThat(suggested).hasSize(14);
    assertThat(programmes.mend(report.id(), suggested, "test").taken()).isEqualTo(12);
    assertThat(programmes.count()).isEqualTo(before + 12);
    assertThat(programmes.report(report.id()).orElseThrow().held()).isEqualTo(188);
    assertThat(programmes.report(report.id()).orElseThrow().faults())
        .doesNotContainKey(Catalogue.TOTAL);

    HeldRow waits =
        programmes.held(report.id()).stream()
            .filter(row -> row.code().equals("50472"))
            .findFirst()
            .orElseThrow();
    assertThat(waits.reason()).isEqualTo(Catalogue.NO_PROVIDER);
    Programmes.Mend provider =
        new Programmes.Mend(waits.line(), waits.columnNo(), "County College");
    assertThat(programmes.mend(report.id(), List.of(provider), "test").taken()).isEqualTo(1);
    assertThat(
            programmes.all().stream()
                .filter(programme -> programme.code().equals("50472"))
                .map(Programme::priceCents))
        .containsExactly(419_800L);
  }

  @Test
  @Order(4)
  void theNextFileWithTheSameMistakeNeedsNoSecondLook() throws IOException {
    String text = Files.readString(FILE).replace("Intro to Water", "Introduction to Water");
    CatalogueReport next =
        programmes.importCatalogue("next.csv", text.getBytes(StandardCharsets.UTF_8), "test");
    assertThat(next.added()).isZero();
    assertThat(next.changed()).isEqualTo(2);
    assertThat(next.faults()).doesNotContainKey(Catalogue.TOTAL);
  }

  @Test
  @Order(5)
  void aProgrammeStartedFromATemplateKeepsItsEntryRulesAndTargets() {
    assertThat(templates.file()).isEqualTo(ProgrammeTemplates.shipped());
    Template choice = templates.find("associate-to-tech").orElseThrow();
    assertThat(choice.audience().entry())
        .extracting(EntryRule::words)
        .containsExactly("paid by the hour", "not in a technical role");
    assertThat(templates.adopt(ProgrammeTemplates.shipped())).isEqualTo(6);
    assertThat(templates.all()).hasSize(6);
  }
}
