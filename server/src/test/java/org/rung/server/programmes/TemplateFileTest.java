package org.rung.server.programmes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateFileTest {
  private final String shipped = ProgrammeTemplates.shipped();

  @Test
  void theShippedFileReadsAndWritesBackToTheByte() {
    List<Template> six = TemplateFile.read(shipped);
    assertThat(six)
        .extracting(Template::id)
        .containsExactly(
            "technical-academy",
            "associate-to-tech",
            "machine-learning-university",
            "career-choice",
            "apprenticeship",
            "cloud-certification");
    assertThat(TemplateFile.write(six)).isEqualTo(shipped);
  }

  @Test
  void everyTermOfAChangedTemplateSurvivesTheFile() {
    Template changed =
        TemplateFile.read(
                shipped
                    .replace("name: Career choice", "name: 'Yes: \"learn\" # 1'")
                    .replace("at_least: 90", "at_least: 30"))
            .get(3);
    assertThat(changed.name()).isEqualTo("Yes: \"learn\" # 1");
    assertThat(changed.audience().entry().get(1).atLeast()).hasValue(30);
    assertThat(TemplateFile.read(TemplateFile.write(List.of(changed)))).containsExactly(changed);
  }

  @Test
  void namesThePlaceOfEveryMistakeAtOnce() {
    String broken =
        shipped
            .replaceFirst("paid_percent: 100", "paid_percent: 140")
            .replaceFirst("- 15-1231", "- technical support")
            .replace("rule: service_days", "rule: days_of_service")
            .replace("percent: 75", "percent: 55");
    assertThat(mistakes(broken))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("programmes[0].price.paid_percent: “140”"),
            two ->
                assertThat(two)
                    .startsWith("programmes[1].leads_to.occupations[0]: “technical support”"),
            three ->
                assertThat(three)
                    .startsWith("programmes[3].audience.entry[1].rule: “days_of_service”"),
            four -> assertThat(four).startsWith("programmes[4].apprenticeship.wage_steps[1]:"));
  }

  @Test
  void refusesATermItDoesNotKnowWithItsLine() {
    assertThat(mistakes(shipped.replaceFirst("placement: true", "placment: true")))
        .singleElement()
        .asString()
        .matches("line \\d+, programmes\\[0\\]\\..*plac.*");
  }

  @Test
  void refusesTwoTemplatesWithOneId() {
    assertThat(mistakes(shipped.replace("id: career-choice", "id: apprenticeship")))
        .containsExactly(
            "programmes[4].id: “apprenticeship” is there twice; give each programme an id of its"
                + " own");
  }

  private static List<String> mistakes(String yaml) {
    return catchThrowableOfType(TemplateFile.Unreadable.class, () -> TemplateFile.read(yaml))
        .mistakes();
  }
}
