package org.rung.server.letters;

import java.util.Optional;

/// A letter to be read.
///
/// @param manner whose language the words are in
/// @param written empty once what was personal in it has been erased
/// @param link the page where the reader goes on, without scheme and host; empty when there is none
public record LetterText(Sent letter, Manner manner, Optional<Written> written, String link) {}
