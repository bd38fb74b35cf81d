package org.rung.server.decisions;

/// What a person asks to be looked at again.
public sealed interface Matter {
  /// A decision about the person.
  ///
  /// @param number of the decision in the record
  /// @param outcome what was decided, in its words
  record OfDecision(long number, String outcome) implements Matter {}

  /// A fact about the person, or a skill level.
  ///
  /// @param name which one, for example `Pay`
  /// @param shown what Rung shows
  /// @param said what the person says it is, never empty
  record OfFact(String name, String shown, String said) implements Matter {}

  /// Another pathway than the one that is planned.
  ///
  /// @param wanted which one, in words
  record OfPathway(String wanted) implements Matter {}

  /// What it is about, in words.
  default String words() {
    return switch (this) {
      case OfDecision decision -> decision.outcome();
      case OfFact fact -> fact.name();
      case OfPathway pathway -> pathway.wanted();
    };
  }

  /// The kind, in a word or two: “a decision”.
  default String kind() {
    return switch (this) {
      case OfDecision decision -> "a decision";
      case OfFact fact -> "a fact";
      case OfPathway pathway -> "another pathway";
    };
  }

  /// The answer as the person reads it.
  default String outcome(Ruling ruling) {
    return switch (this) {
      case OfDecision decision ->
          (ruling == Ruling.UPHELD
                  ? "After your appeal it stays: %s"
                  : "Changed after your appeal: %s")
              .formatted(decision.outcome());
      case OfFact fact ->
          ruling == Ruling.UPHELD
              ? "%s stays as shown: %s".formatted(fact.name(), fact.shown())
              : "%s is to be mended: %s, not %s".formatted(fact.name(), fact.said(), fact.shown());
      case OfPathway pathway ->
          (ruling == Ruling.UPHELD ? "Not planned for you now: %s" : "To be planned for you: %s")
              .formatted(pathway.wanted());
    };
  }

  /// The two answers as buttons and lists call them.
  default String label(Ruling ruling) {
    return switch (this) {
      case OfDecision decision ->
          ruling == Ruling.UPHELD ? "The decision stays" : "The decision changes";
      case OfFact fact -> ruling == Ruling.UPHELD ? "It stays as shown" : "It is to be mended";
      case OfPathway pathway -> ruling == Ruling.UPHELD ? "Not now" : "It is to be planned";
    };
  }
}
