package org.rung.server.apprenticeships;

import java.util.List;
import java.util.Optional;
import org.rung.server.pages.Formats;
import org.rung.server.pages.NextStep;
import org.rung.server.pages.NextSteps;
import org.springframework.stereotype.Component;

/// An apprenticeship to sign, or the one a person is in.
@Component
class ApprenticeSteps implements NextSteps {
  private final Agreements agreements;

  ApprenticeSteps(Agreements agreements) {
    this.agreements = agreements;
  }

  @Override
  public List<NextStep> of(long person) {
    return agreements.of(person).stream()
        .filter(agreement -> !agreement.state().over())
        .map(agreement -> {
          boolean toSign =
              agreement.state() == AgreementState.PROPOSED && agreement.apprentice().isEmpty();
          return new NextStep(
              (toSign ? "Read and sign your apprenticeship: " : "Apprenticeship: ")
                  + agreement.standards().name(),
              toSign
                  ? "it begins " + Formats.date(agreement.firstDay())
                  : agreement.state().label(),
              "/my/apprenticeship",
              Optional.of(agreement.firstDay()),
              toSign);
        })
        .toList();
  }
}
