package org.rung.server.pages;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rung.server.database.DatabaseAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Answers with 503 while the database is away, without asking it anything: no navigation, no name
/// of who is looking, no session.
@Component
class AwayPage {
  private static final Logger log = LoggerFactory.getLogger(AwayPage.class);
  private static final String TITLE = "The database does not answer just now";

  private final Templates templates;

  AwayPage(Templates templates) {
    this.templates = templates;
  }

  /// Nothing of the answer has gone out yet.
  void send(Throwable met, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    log.warn("The database does not answer; a request was answered with 503.");
    log.debug("What was met.", met);
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    String words =
        reads
            ? "Nothing you did is lost. Rung goes on by itself when the database is back: try again"
                + " in a few seconds. If it still says this after some minutes, tell whoever runs"
                + " the server."
            : "What was saved before is not lost. Whether what you just sent was taken is not known:"
                + " in a few seconds, look whether it is there, and send it again only if it is"
                + " not.";
    byte[] page =
        ("true".equals(request.getHeader("HX-Request"))
                ? fragment(response, words)
                : page(request, reads, words))
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(DatabaseAway.RETRY_SECONDS));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  private String page(HttpServletRequest request, boolean reads, String words) {
    String path = reads ? path(request) : "/";
    Frame frame =
        new Frame(
            TITLE,
            List.of(Crumb.of(TITLE)),
            List.of(),
            "",
            List.of(),
            new Frame.Csrf("_csrf", "", "X-CSRF-TOKEN"),
            path);
    return templates
        .pagesAway(frame, TITLE, words, reads ? "Try again" : "Go to the overview")
        .render();
  }

  /// Into a place of its own in the page that asked, which stays as it is. It asks for a page that
  /// needs the database until one comes, and goes.
  private String fragment(HttpServletResponse response, String words) {
    response.setHeader("HX-Retarget", "#away");
    response.setHeader("HX-Reswap", "innerHTML");
    response.setHeader("HX-Reselect", "unset");
    response.setHeader("HX-Push-Url", "false");
    return templates.pagesAwayNotice(TITLE, words).render();
  }

  private static String path(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith("//")) {
      // Would be another host's address.
      return "/";
    }
    return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
  }
}
