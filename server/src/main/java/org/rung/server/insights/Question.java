package org.rung.server.insights;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The questions of the surveys: sentences to agree with, from 1 (not at all) to 5 (wholly). They
/// never change, so that answers of different surveys can be compared.
public enum Question {
  PRODUCTIVITY("Productivity", "I get my work done well and in time."),
  SKILLS("Up to date", "My skills are up to what my work will ask of me in a year."),
  MOTIVATION("Motivation", "I look forward to my work."),
  PRIDE("Pride", "I am proud to work here."),
  RECOMMEND("Recommending", "I would tell a friend to come and work here."),
  COMMUNITY("Community", "This employer does good where I live.");

  /// The answer of who rather does not say.
  public static final int UNSAID = 0;

  /// The highest answer; the lowest is 1.
  public static final int MOST = 5;

  private final String label;
  private final String text;

  Question(String label, String text) {
    this.label = label;
    this.text = text;
  }

  /// In a word or two.
  public String label() {
    return label;
  }

  /// The sentence to agree with.
  public String text() {
    return text;
  }

  /// As addresses, files and tables write it.
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when there is none
  @JsonCreator
  public static Question of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Optional<Question> find(String code) {
    return Stream.of(values()).filter(question -> question.code().equals(code)).findAny();
  }
}
