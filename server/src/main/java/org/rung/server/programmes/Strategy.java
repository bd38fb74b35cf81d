package org.rung.server.programmes;

import java.util.Arrays;
import java.util.Optional;

/// What training is for. The order is that of every page and plot.
public enum Strategy {
  UPSKILLING("upskilling", "Upskilling"),
  RESKILLING("reskilling", "Reskilling"),
  OUTSKILLING("outskilling", "Outskilling"),
  EDUCATION("education", "Education benefit");

  private final String word;
  private final String title;

  Strategy(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /// The word in files, tables, addresses and style sheets.
  public String word() {
    return word;
  }

  /// The name that people read.
  public String title() {
    return title;
  }

  /// The strategy of this word.
  public static Optional<Strategy> of(String word) {
    return Arrays.stream(values()).filter(strategy -> strategy.word.equals(word)).findAny();
  }
}
