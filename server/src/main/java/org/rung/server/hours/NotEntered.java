package org.rung.server.hours;

/// Why hours were not entered, corrected, approved or refused.
public final class NotEntered extends RuntimeException {
  private final Why why;

  NotEntered(Why why) {
    super(why.words());
    this.why = why;
  }

  /// Why.
  public Why why() {
    return why;
  }

  /// The reasons there are.
  public sealed interface Why {
    /// In a sentence.
    String words();
  }

  /// The person is entered in one of these minutes already.
  ///
  /// @param entry which entry has them
  public record Overlaps(String key, long entry) implements Why {
    @Override
    public String words() {
      return "“%s” overlaps entry %d of the same person.".formatted(key, entry);
    }
  }

  /// Two that were told together are of the same person in the same minute.
  ///
  /// @param other which was told before it
  public record OverlapsBeside(String key, String other) implements Why {
    @Override
    public String words() {
      return "“%s” overlaps “%s”, which is told with it, of the same person.".formatted(key, other);
    }
  }

  /// The source tells two different things under one name, together.
  public record ToldTwice(String source, String key) implements Why {
    @Override
    public String words() {
      return "%s tells two different things as “%s”. Keep the one that holds."
          .formatted(source, key);
    }
  }

  /// What was approved is corrected, not refused.
  public record ApprovedBefore(long entry) implements Why {
    @Override
    public String words() {
      return "Entry %d was approved already. What is wrong in it is corrected.".formatted(entry);
    }
  }

  /// The source told something else under the same name before.
  public record OtherBefore(String source, String key, long entry) implements Why {
    @Override
    public String words() {
      return "%s told something else as “%s” before: entry %d. Correct that one."
          .formatted(source, key, entry);
    }
  }

  /// There is no such entry, or it was corrected or refused.
  public record DoesNotStand(long entry) implements Why {
    @Override
    public String words() {
      return "Entry %d does not stand: there is none, or it was corrected or refused."
          .formatted(entry);
    }
  }

  /// Nobody approves the own hours.
  public record OwnHours(long entry) implements Why {
    @Override
    public String words() {
      return "Entry %d is about your own hours. Somebody else approves them.".formatted(entry);
    }
  }

  /// A correction and a refusal say why.
  public record WithoutReason() implements Why {
    @Override
    public String words() {
      return "Say why: the person reads it.";
    }
  }
}
