package org.rung.server.programmes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// The file in which programmes travel from one employer to another (`programmes.yaml`): every term
/// of every template, nothing else. What is written reads back as the same, to the byte.
final class TemplateFile {
  private static final String FORMAT = "rung-programmes-1";

  private static final YAMLMapper YAML =
      strict(
              YAMLMapper.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                  .disable(YAMLWriteFeature.SPLIT_LINES)
                  .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                  .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))
          .build();
  static final JsonMapper JSON = strict(JsonMapper.builder()).build();

  private static final long MOST = 1_000_000_000_000L;
  private static final Pattern ZERO = Pattern.compile("\\u0000|\\\\(0|x00|u0000|U00000000)");

  private record Content(String format, List<Template> programmes) {}

  private TemplateFile() {}

  /// @throws Unreadable with every mistake and its place
  static List<Template> read(String yaml) {
    Content content;
    try {
      content = YAML.readValue(yaml, Content.class);
    } catch (JacksonException e) {
      throw new Unreadable(List.of(place(e)));
    }
    List<String> mistakes = new ArrayList<>();
    zeros(yaml, mistakes);
    if (!content.format().equals(FORMAT)) {
      mistakes.add(
          "format: “%s” is not known here; this version reads “%s”"
              .formatted(content.format(), FORMAT));
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < content.programmes().size(); i++) {
      Template template = content.programmes().get(i);
      if (template == null) {
        mistakes.add("programmes[%d]: it is empty; give its terms or take it out".formatted(i));
        continue;
      }
      check(template, "programmes[%d]".formatted(i), mistakes);
      if (!ids.add(template.id())) {
        mistakes.add(
            "programmes[%d].id: “%s” is there twice; give each programme an id of its own"
                .formatted(i, template.id()));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new Unreadable(mistakes);
    }
    return content.programmes();
  }

  static String write(List<Template> templates) {
    return YAML.writeValueAsString(new Content(FORMAT, templates));
  }

  /// A zero byte can be written as an escape, and no table of the database holds it.
  private static void zeros(String yaml, List<String> mistakes) {
    long line = 0;
    for (String text : yaml.lines().toList()) {
      line++;
      if (ZERO.matcher(text).find()) {
        mistakes.add(
            "line %d: it holds a zero byte, which no text has; take it out".formatted(line));
      }
    }
  }

  private static void check(Template template, String at, List<String> mistakes) {
    Check check = new Check(at, mistakes);
    check.that(
        "id",
        template.id(),
        template.id().matches("[a-z0-9]+(-[a-z0-9]+)*") && template.id().length() <= 100,
        "use lower-case words with hyphens, at most 100 letters");
    check.that(
        "name",
        template.name(),
        !template.name().isBlank() && template.name().length() <= 300,
        "give a name of at most 300 letters");
    check.that("delivery", "", !template.delivery().isEmpty(), "name at least one way it is given");
    percent(check, "price.paid_percent", template.price().paidPercent());
    percent(check, "time.paid_time_percent", template.time().paidTimePercent());
    amount(check, "price.per_person_cents", template.price().perPersonCents(), f -> f >= 0);
    amount(check, "price.cap_full_time_cents", template.price().capFullTimeCents(), f -> f >= 0);
    amount(check, "price.cap_part_time_cents", template.price().capPartTimeCents(), f -> f >= 0);
    amount(check, "time.hours", template.time().hours(), f -> f > 0);
    amount(check, "time.module_weeks", template.time().moduleWeeks(), f -> f > 0);
    template
        .time()
        .length()
        .ifPresent(length ->
            check.that(
                "time.length.value",
                length.value(),
                length.value() > 0 && length.value() <= 10_000,
                "give 1 to 10,000"));
    for (int i = 0; i < template.leadsTo().occupations().size(); i++) {
      String soc = template.leadsTo().occupations().get(i);
      check.that(
          "leads_to.occupations[%d]".formatted(i),
          soc,
          soc.matches("\\d\\d-\\d{4}"),
          "write a SOC 2018 code such as 15-1252");
    }
    for (int i = 0; i < template.audience().entry().size(); i++) {
      EntryRule rule = template.audience().entry().get(i);
      String place = "audience.entry[%d]".formatted(i);
      check.that(
          place + ".rule",
          rule.rule(),
          EntryRule.NAMES.contains(rule.rule()),
          "use one of " + String.join(", ", EntryRule.NAMES));
      check.that(
          place,
          rule.rule(),
          rule.is().isPresent() != rule.atLeast().isPresent(),
          "give either is or at_least");
    }
    template
        .certificate()
        .ifPresent(c -> amount(check, "certificate.valid_months", c.validMonths(), f -> f > 0));
    template
        .apprenticeship()
        .ifPresent(apprenticeship -> {
          int before = -1;
          int wage = 0;
          for (int i = 0; i < apprenticeship.wageSteps().size(); i++) {
            Template.WageStep step = apprenticeship.wageSteps().get(i);
            check.that(
                "apprenticeship.wage_steps[%d]".formatted(i),
                step.percent(),
                step.afterHours() > before && step.percent() > wage,
                "let hours and percent rise from step to step");
            before = step.afterHours();
            wage = step.percent();
          }
        });
  }

  private static void percent(Check check, String name, int value) {
    check.that(name, value, value >= 0 && value <= 100, "give 0 to 100");
  }

  private static void amount(
      Check check, String name, java.util.Optional<Template.Figure> figure, Predicate<Long> holds) {
    figure.ifPresent(f ->
        check.that(
            name + ".value",
            f.value(),
            holds.test(f.value()) && f.value() <= MOST,
            f.value() > MOST ? "give a smaller number" : "give a larger number"));
  }

  private record Check(String at, List<String> mistakes) {
    void that(String name, Object value, boolean holds, String instead) {
      if (!holds) {
        mistakes.add("%s.%s: “%s” is not taken; %s".formatted(at, name, value, instead));
      }
    }
  }

  /// The place in the words of the file, with the line where the reader knows it.
  private static String place(JacksonException e) {
    StringBuilder path = new StringBuilder();
    if (e instanceof DatabindException bound) {
      for (JacksonException.Reference step : bound.getPath()) {
        if (step.getPropertyName() != null) {
          path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        } else {
          path.append('[').append(step.getIndex()).append(']');
        }
      }
    }
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ", ";
    return "%s%s: %s".formatted(line, path.isEmpty() ? "the file" : path, words(e));
  }

  /// What is wrong, without the words of the code that found it.
  private static String words(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "“%s” is not a word of a template; take it out".formatted(unknown.getPropertyName());
      case InvalidFormatException wrong ->
          "“%s” cannot stand here; give what the shipped templates have here"
              .formatted(wrong.getValue());
      case MismatchedInputException _ ->
          "it is missing, empty or not what belongs here; compare with the shipped templates";
      default ->
          "it cannot be read as YAML; mind indentation, tabs, quotes and the size of numbers";
    };
  }

  private static <M extends tools.jackson.databind.ObjectMapper, B extends MapperBuilder<M, B>>
      B strict(B builder) {
    return builder
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_ABSENT));
  }

  /// The file cannot be taken; nothing of it was. Each mistake names its place.
  static final class Unreadable extends RuntimeException {
    private final transient List<String> mistakes;

    Unreadable(List<String> mistakes) {
      super(String.join("\n", mistakes));
      this.mistakes = List.copyOf(mistakes);
    }

    List<String> mistakes() {
      return mistakes;
    }
  }
}
