package org.rung.server.letters;

import java.time.Instant;

/// A version of the words of a kind of letter.
///
/// @param shipped whether they are as they came with the product
public record Wording(
    long id,
    String kind,
    String language,
    int version,
    String words,
    boolean shipped,
    String madeBy,
    Instant madeAt) {}
