package org.rung.server.pages;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;

/// A page as a handler's answer: rendered whole before the first byte goes out, so that a failure
/// half way shows an error page and not half a page.
public final class Html implements View {
  private final JteModel model;
  private final HttpStatus status;

  private Html(JteModel model, HttpStatus status) {
    this.model = model;
    this.status = status;
  }

  /// The page with status 200.
  public static Html of(JteModel model) {
    return new Html(model, HttpStatus.OK);
  }

  /// The page with another status, for example 422 for a form that was not taken.
  public static Html of(JteModel model, HttpStatus status) {
    return new Html(model, status);
  }

  @Override
  public String getContentType() {
    return "text/html;charset=UTF-8";
  }

  @Override
  public void render(
      @Nullable Map<String, ?> ignored, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Utf8ByteOutput output = new Utf8ByteOutput();
    model.render(output);
    response.setStatus(status.value());
    response.setContentType(getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(output.getContentLength());
    output.writeTo(response.getOutputStream());
  }
}
