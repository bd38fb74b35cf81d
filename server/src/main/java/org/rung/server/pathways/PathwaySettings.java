package org.rung.server.pathways;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// When one role can be reached from another, and how many pathways are kept. Begins with the
/// figures of `pathways/settings.yaml`, which says what each means and where it is from; a scenario
/// may give others.
public record PathwaySettings(Similarity similarity, Steps steps, Kept pathways) {
  static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /// How alike two occupations must be.
  ///
  /// @param movesContained share of the employer's own moves that the threshold contains, 0 to 1
  /// @param assumedPercentile used where own moves are too few to tell, 0 to 1
  public record Similarity(
      double skillsWeight,
      double knowledgeWeight,
      double activitiesWeight,
      double movesContained,
      int leastMoves,
      int leastPairs,
      double assumedPercentile) {}

  /// When a step is viable, what a grade, a rank, a shrinking role is.
  public record Steps(
      int zonesApart,
      double earningsAtLeast,
      double gradePayAtMost,
      int rankEntriesAtLeast,
      int rankFeedersAtMost,
      double rankFeederShare,
      double rankOutsideAtMost,
      double renamedShare,
      int closedShown,
      double shrinkingShare,
      int shrinkingBase) {}

  /// How many pathways are kept.
  public record Kept(
      int programmesPerStep,
      int gradeTargets,
      int occupationTargets,
      int outsideTargets,
      int educationTargets,
      double demandGrowthPercent,
      long demandOpenings) {}

  /// The figures shipped with the product.
  public static PathwaySettings shipped() {
    return read("/pathways/settings.yaml", PathwaySettings.class);
  }

  static <T> T read(String resource, Class<T> type) {
    try (InputStream file = PathwaySettings.class.getResourceAsStream(resource)) {
      return YAML.readValue(file, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
