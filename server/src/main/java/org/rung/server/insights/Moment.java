package org.rung.server.insights;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// When people of a programme are asked.
public enum Moment {
  /// They have a seat, and their first day is still to come.
  BEFORE("before it begins", "who has a seat and has not begun"),
  /// They completed or failed it.
  END("at its end", "who completed it or did not pass"),
  /// So long after they completed it that a boost that fades has faded.
  AFTER("90 days after", "who completed it 90 days ago or earlier");

  /// Days from the end to [#AFTER].
  static final int DAYS = 90;

  private final String label;
  private final String whom;

  Moment(String label, String whom) {
    this.label = label;
    this.whom = whom;
  }

  /// In a few words.
  public String label() {
    return label;
  }

  /// Who is asked then.
  public String whom() {
    return whom;
  }

  /// As addresses, files and tables write it.
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when there is none
  @JsonCreator
  public static Moment of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Optional<Moment> find(String code) {
    return Stream.of(values()).filter(moment -> moment.code().equals(code)).findAny();
  }
}
