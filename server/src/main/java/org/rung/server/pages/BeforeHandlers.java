package org.rung.server.pages;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What fails before any handler is asked, such as an address that is none, is told on a page of
/// the same look. Nothing of the inside goes out.
@Component
class BeforeHandlers implements ErrorViewResolver {
  private final Templates templates;
  private final Frames frames;

  BeforeHandlers(Templates templates, Frames frames) {
    this.templates = templates;
    this.frames = frames;
  }

  @Override
  public ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    String title =
        status.is4xxClientError()
            ? "This address or form cannot be read"
            : "Nothing is shown at this address";
    String words =
        status.is4xxClientError()
            ? "It holds signs that no address of Rung has. Nothing was changed. Use the navigation, or go to the overview."
            : "It is where Rung tells of failures, and none happened. Use the navigation, or go to the overview.";
    return new ModelAndView(
        Html.of(
            templates.pagesProblem(frames.frame(title, Crumb.of(title)), title, words), status));
  }
}
