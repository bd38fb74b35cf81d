package org.rung.server.growth;

/// What can be said of the growth of a role, in the order of the page.
enum Standing {
  GREW("Grew beyond chance", "grew"),
  SMALL("Bases under 10: counts only", "small"),
  SHRANK("Shrank beyond chance", "shrank"),
  UNSURE("No change beyond chance", "unsure"),
  SEVERAL("Titles that hold several jobs: counts only", "several");

  final String heading;
  final String word;

  Standing(String heading, String word) {
    this.heading = heading;
    this.word = word;
  }
}
