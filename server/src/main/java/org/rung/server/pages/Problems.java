package org.rung.server.pages;

import gg.jte.generated.precompiled.Templates;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.rung.server.database.DatabaseAway;
import org.rung.server.database.InWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns what went wrong into a page that says what to do.
@ControllerAdvice
class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private final Templates templates;
  private final Frames frames;
  private final AwayPage away;

  Problems(Templates templates, Frames frames, AwayPage away) {
    this.templates = templates;
    this.frames = frames;
    this.away = away;
  }

  @ExceptionHandler
  Html notFound(NotFound e) {
    return page(HttpStatus.NOT_FOUND, "This is not here", e.getMessage());
  }

  @ExceptionHandler
  Html noPage(NoResourceFoundException e) {
    return page(
        HttpStatus.NOT_FOUND,
        "There is no page at this address",
        "/%s is not an address of Rung. Use the navigation, or go to the overview."
            .formatted(e.getResourcePath()));
  }

  @ExceptionHandler
  Html wrongNumber(MethodArgumentTypeMismatchException e) {
    return page(
        HttpStatus.NOT_FOUND,
        "There is no page at this address",
        "“%s” is no %s.".formatted(e.getValue(), e.getName()));
  }

  @ExceptionHandler
  Html refused(Refused e) {
    return page(HttpStatus.UNPROCESSABLE_CONTENT, "This was not taken", e.getMessage());
  }

  @ExceptionHandler({
    MissingServletRequestParameterException.class,
    MissingServletRequestPartException.class,
    MultipartException.class,
    HttpRequestMethodNotSupportedException.class,
    HttpMediaTypeNotSupportedException.class
  })
  Html notWhole(Exception e) {
    log.debug("A form was not whole.", e);
    return page(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "This was not taken",
        e instanceof MissingServletRequestParameterException missing
            ? "The form came without “%s”. Nothing was changed. Open the page again and send it once more."
                .formatted(missing.getParameterName())
            : "The form did not come whole. Nothing was changed. Open the page again and send it"
                + " once more.");
  }

  /// What the database refuses in words, or a value that no text of it can hold, such as a zero
  /// byte; anything else is a failure.
  @ExceptionHandler
  View noText(DataIntegrityViolationException e) {
    Optional<String> words = InWords.of(e);
    if (words.isPresent()) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, "This was not taken", words.get());
    }
    if (e.getMostSpecificCause() instanceof SQLException sql
        && ("22021".equals(sql.getSQLState()) || "22P05".equals(sql.getSQLState()))) {
      return page(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "This was not taken",
          "A value holds a zero byte, which no text has. Nothing was changed. Type the value"
              + " again.");
    }
    return failed(e);
  }

  @ExceptionHandler
  Html tooLarge(MaxUploadSizeExceededException e) {
    return page(
        HttpStatus.CONTENT_TOO_LARGE,
        "The file is too large",
        "Files up to 512 MB are taken. Split it by site or department; each part is one import.");
  }

  /// The reader gets a number to name, the log the failure; nothing of the inside goes out. A
  /// database that is away is no failure of that kind.
  @ExceptionHandler(RuntimeException.class)
  View failed(RuntimeException e) {
    if (DatabaseAway.caused(e)) {
      return (model, request, response) -> away.send(e, request, response);
    }
    String incident = UUID.randomUUID().toString().substring(0, 8);
    log.error("Incident {}", incident, e);
    return page(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "This failed inside Rung",
        "Nothing you did is lost. Try again; if it fails again, name incident %s to whoever runs the server."
            .formatted(incident));
  }

  private Html page(
      HttpStatus status, String title, @org.jspecify.annotations.Nullable String message) {
    return Html.of(
        templates.pagesProblem(
            frames.frame(title, Crumb.of(title)), title, message == null ? "" : message),
        status);
  }
}
