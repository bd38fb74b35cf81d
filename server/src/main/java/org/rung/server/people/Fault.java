package org.rung.server.people;

/// A fault of one value of a row, or of the row as a whole.
///
/// @param column position from 0, -1 for the row as a whole
/// @param value as the file has it
/// @param reason what is wrong with this value, and what would be right
record Fault(int column, String value, Kind kind, String reason) {
  /// The kinds, for filters and counts.
  enum Kind {
    RAGGED("Row has too few or too many values"),
    NO_ID("Person id is missing"),
    DUPLICATE_ID("Person id stands in several rows"),
    NO_TITLE("Job title is missing"),
    TOO_LONG("Text is too long"),
    NO_PAY("Pay is missing"),
    PAY_NOT_A_NUMBER("Pay is not a number"),
    PAY_ZERO("Pay is zero"),
    PAY_NEGATIVE("Pay is below zero"),
    PAY_TOO_HIGH("Pay is too high"),
    PAY_TOO_LOW("Pay is too low"),
    HOURS("Weekly hours cannot be"),
    FULL_PART("Neither full nor part time"),
    PAY_BASIS("Neither salary nor hourly"),
    LINKED("Neither yes nor no"),
    DATE("Date cannot be"),
    OTHER_DAY("Row is of another day"),
    NO_REQUISITION("Requisition is missing"),
    DUPLICATE_REQUISITION("Requisition stands in several rows"),
    COST("Cost cannot be");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// As people read it; stored with the held row.
    String words() {
      return words;
    }
  }
}
