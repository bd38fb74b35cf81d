package org.rung.server.hours;

import java.time.LocalDate;
import org.rung.server.rules.Rules;

/// Whether minutes count as hours worked, and by which clause.
public record LegalStatus(boolean worked, String clause) {
  /// What is known of related instruction.
  ///
  /// @param writtenAgreement the apprentice has a written agreement or programme
  /// @param productiveWork the time holds productive work or the apprentice's regular duties
  /// @param agreedAsWorked the agreement says that it is hours worked
  public record Instruction(
      boolean writtenAgreement, boolean productiveWork, boolean agreedAsWorked) {
    /// A class that belongs to no apprenticeship.
    public static final Instruction NONE = new Instruction(false, false, false);
  }

  /// Work and learning on the job are hours worked. A class is, too, unless it is related
  /// instruction under a written agreement, without productive work, which the agreement does not
  /// call hours worked (29 CFR 785.32).
  ///
  /// @param day the rules of which day
  public static LegalStatus of(
      Stint.Kind kind, Instruction instruction, Rules rules, LocalDate day) {
    boolean excluded =
        kind == Stint.Kind.CLASS
            && instruction.writtenAgreement()
            && !instruction.productiveWork()
            && !instruction.agreedAsWorked();
    String clause = rules.on("related-instruction", day).clause().source();
    return new LegalStatus(
        !excluded,
        kind == Stint.Kind.CLASS
            ? clause
            : kind == Stint.Kind.WORK ? "work" : "learning on the job, productive work");
  }
}
