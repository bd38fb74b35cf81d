package org.rung.server.tuition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody asked the benefit to pay, and what became of it.
///
/// @param decision the number of the decision on it
/// @param endedOn the day of its result
public record Application(
    long id,
    long person,
    String personName,
    String course,
    String school,
    Way way,
    long apartCents,
    State state,
    long decision,
    Instant askedAt,
    Optional<LocalDate> endedOn,
    Optional<LocalDate> clearedOn,
    Optional<String> cleared,
    List<Term> terms) {
  public Application {
    terms = List.copyOf(terms);
  }

  /// How it is paid.
  public enum Way {
    /// To the school, before it starts, against a voucher.
    VOUCHER,
    /// To the person, who paid the school.
    REIMBURSEMENT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where it stands.
  public enum State {
    OPEN("open", ""),
    REFUSED("not paid", "bad"),
    WITHDRAWN("withdrawn", ""),
    PASSED("passed", "good"),
    FAILED("failed", "bad"),
    DROPPED("dropped", "bad");

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

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /// A term of it.
  ///
  /// @param state `promised`, `paid`, `released` or `refused`
  /// @param paidCents what went out and did not come back
  /// @param repaidCents what the person repaid
  public record Term(
      long id,
      int number,
      LocalDate starts,
      LocalDate paysOn,
      long priceCents,
      long benefitCents,
      String state,
      long paidCents,
      long repaidCents,
      Optional<VoucherCode> voucher,
      Optional<Instant> seenAt) {
    /// What the person pays of tuition, fees and books.
    public long ownCents() {
      return priceCents - benefitCents;
    }
  }

  /// What was paid for it.
  public long paidCents() {
    return terms.stream().mapToLong(Term::paidCents).sum();
  }

  /// What was repaid of that.
  public long repaidCents() {
    return terms.stream().mapToLong(Term::repaidCents).sum();
  }

  /// What is still owed after failing or dropping it.
  public long owedCents() {
    return blocks() ? paidCents() - repaidCents() : 0;
  }

  /// Whether it stops new payments.
  public boolean blocks() {
    return (state == State.FAILED || state == State.DROPPED) && clearedOn.isEmpty();
  }
}
