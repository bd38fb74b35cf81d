package org.rung.server.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The rules shipped with the product: `rules/us/*.yaml`, `rules/us-ca/*.yaml`,
/// `rules/policy/*.yaml`.
final class ShippedRules {
  private ShippedRules() {}

  /// A rule as its file writes it.
  private record Written(
      String rule,
      String name,
      String place,
      Map<String, WrittenFigure> figures,
      List<Rule.Stood> versions) {
    Rule toRule() {
      Map<String, Rule.Figure> meanings = new LinkedHashMap<>();
      figures().forEach((figure, written) -> meanings.put(figure, written.figure()));
      return new Rule(rule, name, place, meanings, versions);
    }
  }

  private record WrittenFigure(String unit, String words, Optional<String> bound) {
    Rule.Figure figure() {
      return new Rule.Figure(
          Rule.Unit.valueOf(unit.toUpperCase(Locale.ROOT)),
          words,
          bound.map(word -> Rule.Bound.valueOf(word.toUpperCase(Locale.ROOT))));
    }
  }

  /// Every file, by place and name of the file.
  ///
  /// @throws IllegalStateException when a file says what cannot be
  static List<Rule> read() {
    YAMLMapper yaml = new YAMLMapper();
    List<Rule> rules = new ArrayList<>();
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver(ShippedRules.class.getClassLoader())
              .getResources("classpath:rules/*/*.yaml");
      Arrays.sort(files, Comparator.comparing(Resource::getDescription));
      for (Resource file : files) {
        try (InputStream content = file.getInputStream()) {
          for (Written written : yaml.readValue(content, Written[].class)) {
            rules.add(written.toRule());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (rules.isEmpty()) {
      throw new IllegalStateException("No rules are shipped: rules/*/*.yaml is empty");
    }
    return rules;
  }
}
