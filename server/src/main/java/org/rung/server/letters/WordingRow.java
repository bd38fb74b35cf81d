package org.rung.server.letters;

/// A kind of letter in the list of all.
public record WordingRow(LetterKind kind, Wording wording) {}
