package org.rung.server.apprenticeships;

import gg.jte.generated.precompiled.Templates;
import java.util.Optional;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Anybody checks a certificate by its code, without an account: its programme, number, day and
/// whether it holds, and nothing else. The code stands in no address, so in no log either.
@Controller
class CertificatePages {
  private final Templates templates;
  private final Frames frames;
  private final Certificates certificates;

  CertificatePages(Templates templates, Frames frames, Certificates certificates) {
    this.templates = templates;
    this.frames = frames;
    this.certificates = certificates;
  }

  @GetMapping("/certificates")
  Html ask() {
    return page("", Optional.empty(), HttpStatus.OK);
  }

  /// Looks a certificate up.
  @PostMapping("/certificates")
  Html check(@RequestParam(defaultValue = "") String code) {
    Optional<Certificate> found = certificates.byCode(code);
    return page(code, found, found.isPresent() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Html page(String code, Optional<Certificate> found, HttpStatus status) {
    return Html.of(
        templates.apprenticeshipsCheck(
            frames.frame("Check a certificate", Crumb.of("Check a certificate")), code, found),
        status);
  }
}
