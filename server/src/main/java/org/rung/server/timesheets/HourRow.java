package org.rung.server.timesheets;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rung.server.hours.Entry;
import org.rung.server.hours.Stint;
import org.rung.server.pages.Formats;

/// Hours as a list shows them: what was entered last of them, and what stood in its place before.
///
/// @param employed whose they are
/// @param before the entries whose place it took, the newest first
/// @param asked the last correction that was asked for
/// @param own whether the person entered all of it by themselves
public record HourRow(
    Entry entry,
    Employed employed,
    List<Entry> before,
    Optional<AskedCorrection> asked,
    boolean own) {
  public HourRow {
    before = List.copyOf(before);
  }

  /// Where hours stand.
  public enum State {
    WAITS("waits for approval", "warn"),
    APPROVED("approved", "good"),
    REFUSED("refused", "bad"),
    STRUCK_OUT("struck out", ""),
    CORRECTED("corrected", "");

    private final String label;
    private final String tone;

    State(String label, String tone) {
      this.label = label;
      this.tone = tone;
    }

    /// In words.
    public String label() {
      return label;
    }

    /// Of its badge.
    public String tone() {
      return tone;
    }
  }

  /// Where it stands.
  public State state() {
    if (entry.stands()) {
      return entry.approved() ? State.APPROVED : State.WAITS;
    }
    if (entry.ruling().filter(ruling -> !ruling.approved()).isPresent()) {
      return State.REFUSED;
    }
    return entry.stint().minutes() == 0 ? State.STRUCK_OUT : State.CORRECTED;
  }

  /// The number of the entry.
  public long number() {
    return entry.number();
  }

  public LocalDate day() {
    return entry.stint().day();
  }

  /// When it was, by the clock of its site.
  public String when() {
    return when(entry);
  }

  /// The same of an entry; for one that strikes out what it strikes out.
  static String when(Entry entry) {
    Stint stint = entry.stint();
    return stint.minutes() == 0
        ? Formats.date(stint.day()) + ", nothing"
        : SiteTime.words(stint.startsAt(), stint.minutes(), stint.zone());
  }

  /// The whole length.
  public String length() {
    return Amount.of(entry.stint().minutes());
  }

  /// What it was.
  public String kind() {
    return kind(entry.stint().kind());
  }

  static String kind(Stint.Kind kind) {
    return switch (kind) {
      case WORK -> "Work";
      case CLASS -> "Class";
      case ON_THE_JOB -> "Learning on the job";
    };
  }

  /// Who says so, in words.
  public String source() {
    Entry first = before.isEmpty() ? entry : before.getLast();
    return switch (first.stint().source()) {
      case Sources.OWN -> "entered by the person";
      case Sources.FILE -> "timesheet";
      case Sources.CLASS -> "attendance of a class";
      case Sources.CORRECTION -> "correction";
      default -> first.stint().source();
    };
  }

  /// Whether it counts as hours worked, in words, with the clause.
  public String status() {
    return status(entry);
  }

  private static String status(Entry entry) {
    String clause = entry.stint().status().clause();
    if (!entry.stint().status().worked()) {
      return "does not count as hours worked: related instruction under a written apprenticeship"
          + " agreement (%s)".formatted(clause);
    }
    return switch (entry.stint().kind()) {
      case WORK -> "counts as hours worked";
      case CLASS -> "counts as hours worked (%s)".formatted(clause);
      case ON_THE_JOB -> "counts as hours worked: %s".formatted(clause);
    };
  }

  /// What was said when somebody looked at it, and why; empty while nobody did.
  public String said() {
    return entry
        .ruling()
        .map(ruling ->
            "%s by %s, %s%s"
                .formatted(
                    ruling.approved() ? "approved" : "refused",
                    ruling.by(),
                    Formats.moment(ruling.at()),
                    ruling.reason().isEmpty() ? "" : ": " + ruling.reason()))
        .orElse("");
  }

  /// What stood before, each with its value and why it was replaced, the newest first.
  public List<Was> was() {
    List<Was> was = new java.util.ArrayList<>();
    Entry later = entry;
    for (Entry one : before) {
      was.add(
          new Was(
              when(one),
              Amount.of(one.stint().minutes()),
              later.reason(),
              later.recordedBy(),
              Formats.moment(later.recordedAt())));
      later = one;
    }
    return was;
  }

  /// An entry that was replaced.
  ///
  /// @param why it was replaced, `by` whom and `at` what moment
  public record Was(String when, String length, String why, String by, String at) {}

  /// Whether the person may correct it without anybody's leave: the own, while nobody approved it.
  public boolean correctable() {
    return own && state() == State.WAITS;
  }

  /// Whether it is of a work process of an apprenticeship: a mentor approves and corrects it there.
  public boolean mentored() {
    return entry.stint().kind() == Stint.Kind.ON_THE_JOB
        && entry.stint().about().startsWith(Sources.APPRENTICESHIP);
  }

  /// Whether the person may ask for a correction of it.
  public boolean askable() {
    return entry.stands()
        && !correctable()
        && !mentored()
        && entry.stint().kind() != Stint.Kind.CLASS
        && asked.filter(AskedCorrection::open).isEmpty();
  }
}
