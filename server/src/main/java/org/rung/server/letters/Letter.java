package org.rung.server.letters;

import java.util.Map;

/// A letter that somebody is to get, see [Letters#send].
///
/// @param requestKey names the request, whoever makes it again: the same key is the same letter
/// @param kind the code of its [LetterKind]
/// @param about what it is about, for the lists, for example `offer 17`
/// @param link the page where the reader goes on, without scheme and host, for example
///   `/my/offers/17`; empty when there is none
/// @param fields what fills the words, by the names of the kind's fields
/// @param by the account or the work that sends it
public record Letter(
    String requestKey,
    String kind,
    Reader reader,
    String about,
    String link,
    Map<String, Value> fields,
    String by) {
  public Letter {
    if (requestKey.isBlank() || requestKey.length() > 200) {
      throw new IllegalArgumentException(
          "requestKey has %d characters, 1 to 200 are taken".formatted(requestKey.length()));
    }
    if (!link.isEmpty() && (!link.startsWith("/") || link.startsWith("//"))) {
      throw new IllegalArgumentException("link is no address of a page: " + link);
    }
    fields = Map.copyOf(fields);
  }
}
