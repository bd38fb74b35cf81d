package org.rung.server.insights;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.rung.server.programmes.Strategy;

/// What a strategy is to bring the employer.
public enum Return {
  PRODUCTIVITY("Productivity", Question.PRODUCTIVITY),
  COMPETITIVE_EDGE("Competitive edge", Question.SKILLS),
  FEWER_REDUNDANCIES("Fewer redundancies"),
  LESS_TURNOVER("Less turnover"),
  LOWER_HIRING_COST("Lower hiring cost"),
  REPUTATION("Reputation", Question.RECOMMEND),
  COMMUNITY("Community", Question.COMMUNITY),
  BRAND("Brand", Question.RECOMMEND, Question.PRIDE),
  MOTIVATION("Motivation", Question.MOTIVATION);

  private final String label;
  private final List<Question> questions;

  Return(String label, Question... questions) {
    this.label = label;
    this.questions = List.of(questions);
  }

  /// In a few words.
  public String label() {
    return label;
  }

  /// As files write it.
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The questions of surveys that measure it; none where something else does.
  List<Question> questions() {
    return questions;
  }

  /// The returns that belong to a strategy.
  public static List<Return> of(Strategy strategy) {
    return switch (strategy) {
      case UPSKILLING -> List.of(PRODUCTIVITY, COMPETITIVE_EDGE);
      case RESKILLING -> List.of(FEWER_REDUNDANCIES, LESS_TURNOVER, LOWER_HIRING_COST);
      case OUTSKILLING -> List.of(REPUTATION, COMMUNITY);
      case EDUCATION_BENEFIT -> List.of(BRAND, MOTIVATION, PRODUCTIVITY);
    };
  }

  /// The goal of a strategy, in a sentence.
  public static String goal(Strategy strategy) {
    return switch (strategy) {
      case UPSKILLING ->
          "Keep the workforce relevant: more skill for the present job or the next step.";
      case RESKILLING ->
          "Give people a new trade here, where their role goes or another one grows.";
      case OUTSKILLING ->
          "Help people towards another employer, where there will be no role for them here.";
      case EDUCATION_BENEFIT -> "Recruit people and keep them, by a right to learn.";
    };
  }

  /// The questions that measure the returns of a strategy. Reskilling is measured by what happens;
  /// its surveys ask what they can ask.
  static List<Question> questions(Strategy strategy) {
    List<Question> own =
        of(strategy).stream().flatMap(of -> of.questions().stream()).distinct().toList();
    return own.isEmpty() ? List.of(Question.PRODUCTIVITY, Question.MOTIVATION) : own;
  }
}
