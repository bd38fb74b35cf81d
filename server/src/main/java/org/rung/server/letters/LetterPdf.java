package org.rung.server.letters;

import gg.jte.generated.precompiled.Templates;
import org.springframework.stereotype.Component;

/// Letters on paper.
@Component
class LetterPdf {
  private final Templates templates;
  private final EmployerSettings employer;

  LetterPdf(Templates templates, EmployerSettings employer) {
    this.templates = templates;
    this.employer = employer;
  }

  byte[] of(LetterText text, Written written) {
    return PdfDocument.of(templates.lettersPdf(text, written, employer.name()));
  }
}
