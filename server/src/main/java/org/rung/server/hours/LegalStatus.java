package org.rung.server.hours;

import java.time.LocalDate;
import org.rung.server.rules.Answer;
import org.rung.server.rules.RelatedInstruction;
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
    if (kind != Stint.Kind.CLASS) {
      return new LegalStatus(
          true, kind == Stint.Kind.WORK ? "work" : "learning on the job, productive work");
    }
    Rules.Version law = rules.on(RelatedInstruction.RULE, day);
    Answer needNotCount =
        new RelatedInstruction(law)
            .of(
                instruction.writtenAgreement(),
                instruction.productiveWork(),
                instruction.agreedAsWorked(),
                day);
    return new LegalStatus(!(needNotCount instanceof Answer.Yes), law.clause().source());
  }
}
