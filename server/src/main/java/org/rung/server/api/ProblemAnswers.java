package org.rung.server.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/// Writes problems as `application/problem+json`.
public final class ProblemAnswers {
  private ProblemAnswers() {}

  /// Answers with a problem. Headers that the type asks for are the caller's.
  public static void send(HttpServletResponse response, Problem problem) throws IOException {
    byte[] body = ApiJson.MAPPER.writeValueAsBytes(problem.body());
    response.resetBuffer();
    response.setStatus(problem.type().status().value());
    response.setContentType("application/problem+json");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
