package org.rung.server.hours;

import java.time.LocalDate;
import java.util.OptionalLong;

/// What apprenticeship agreements say of the classes of a person. Whoever keeps agreements supplies
/// one; where nobody does, a class belongs to none and is hours worked.
public interface Agreements {
  /// What is agreed.
  ///
  /// @param person the person's id in `people`
  /// @param intake of which the class is; empty where that is not known
  /// @param day of the class
  /// @return [LegalStatus.Instruction#NONE] where no agreement covers the class
  LegalStatus.Instruction of(long person, OptionalLong intake, LocalDate day);
}
