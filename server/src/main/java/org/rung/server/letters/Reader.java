package org.rung.server.letters;

/// Whom a letter goes to.
public sealed interface Reader {
  /// A person who works here. The e-mail goes to the account that is this person, if there is one
  /// when it is handed over.
  ///
  /// @param person the person's id in `people`
  /// @param employerId the person's id in the employer's files
  record Person(long person, String employerId) implements Reader {}

  /// A partner, a school, or whoever has no row in `people`.
  ///
  /// @param name what the letter calls the reader
  /// @param email where it goes
  record Mailbox(String name, String email) implements Reader {}
}
