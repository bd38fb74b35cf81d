package org.rung.server.fairness;

/// Whether protected attributes lie apart in this database.
public enum Standing {
  /// The server may write them and ask for groups, and read no row.
  APART(""),
  /// Nobody keeps them yet.
  NOT_SET_UP(
      "Nobody keeps protected attributes in this database yet. A database administrator makes an"
          + " account that does, once; the guide's page on access has the two statements to run."),
  /// The server's account could read rows, so none are taken.
  READABLE(
      "The account of RUNG_DATABASE_URL could read single rows of protected attributes: it is a"
          + " superuser, may make roles, or belongs to the account that keeps them. Give Rung an"
          + " account that is none of these; the guide's page on access has what to run.");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  /// What is missing and who mends it; empty when nothing is.
  public String words() {
    return words;
  }
}
