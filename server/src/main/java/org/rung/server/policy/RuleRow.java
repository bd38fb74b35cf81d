package org.rung.server.policy;

import java.util.List;
import java.util.Map;
import org.rung.server.rules.Rule;
import org.rung.server.rules.Rules;

/// A rule with all that was ever said of it.
///
/// @param rule its name in addresses and records, `name` the one for people
/// @param places every place that says something
/// @param place the place of what is shown
/// @param now what holds today, or what would if it were switched on
/// @param on whether something holds today
/// @param meanings what its figures mean
public record RuleRow(
    String rule,
    String name,
    String places,
    String place,
    Rules.Version now,
    boolean on,
    List<Dated> versions,
    Map<String, Rule.Figure> meanings) {
  public RuleRow {
    versions = List.copyOf(versions);
  }

  /// A version and how it stands today.
  public record Dated(Rules.Version version, State state) {
    /// What it says in figures.
    public List<String> figures(Map<String, Rule.Figure> meanings) {
      return RuleTable.figures(version, meanings);
    }

    /// The place in words.
    public String where() {
      return RuleTable.place(version.place());
    }

    /// From when to when.
    public String days() {
      return RuleTable.days(version);
    }
  }

  /// How a version stands today.
  public enum State {
    HOLDS("holds today", "good"),
    REPLACED("stands back", ""),
    COMING("comes", "warn"),
    PAST("over", ""),
    OFF("switched off", "warn");

    private final String words;
    private final String tone;

    State(String words, String tone) {
      this.words = words;
      this.tone = tone;
    }

    /// In a word or two.
    public String words() {
      return words;
    }

    /// The class of its badge, empty for none.
    public String tone() {
      return tone;
    }
  }

  /// What it says in figures today.
  public List<String> figures() {
    return RuleTable.figures(now, meanings);
  }

  /// The place of what is shown, in words.
  public String where() {
    return RuleTable.place(place);
  }
}
