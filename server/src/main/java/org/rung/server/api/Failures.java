package org.rung.server.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rung.server.database.DatabaseAway;
import org.rung.server.database.InWords;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Turns whatever a handler of the API throws into a problem; pages have a class of their own for
/// that.
@Component
final class Failures implements HandlerExceptionResolver, Ordered {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!request.getServletPath().startsWith("/api/")) {
      return null;
    }
    // What is no address of the API ends at the handler of files, which knows two methods.
    Exception told =
        handler instanceof ResourceHttpRequestHandler
            ? new Problem(
                ProblemType.UNKNOWN_ADDRESS,
                request.getRequestURI() + " is not an address of the API.")
            : failure;
    try {
      answer(response, told);
    } catch (IOException e) {
      throw new UncheckedIOException("The client went away.", e);
    }
    return new ModelAndView();
  }

  /// Answers with the problem that an exception is.
  static void answer(HttpServletResponse response, Exception failure) throws IOException {
    switch (failure) {
      case HttpRequestMethodNotSupportedException e when e.getSupportedHttpMethods() != null ->
          response.setHeader(
              HttpHeaders.ALLOW,
              e.getSupportedHttpMethods().stream()
                  .map(HttpMethod::name)
                  .sorted()
                  .collect(Collectors.joining(", ")));
      case HttpMediaTypeNotSupportedException e ->
          response.setHeader(HttpHeaders.ACCEPT, MediaType.toString(e.getSupportedMediaTypes()));
      case Exception e when DatabaseAway.caused(e) ->
          response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(DatabaseAway.RETRY_SECONDS));
      default -> {}
    }
    ProblemAnswers.send(response, problem(failure));
  }

  private static Problem problem(Exception failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case NotFound e -> new Problem(ProblemType.NOT_FOUND, words(e));
      case Refused e -> new Problem(ProblemType.REFUSED, words(e));
      case HttpRequestMethodNotSupportedException e ->
          new Problem(ProblemType.WRONG_METHOD, e.getMethod() + " is not taken here.");
      case HttpMediaTypeNotSupportedException e ->
          new Problem(
              ProblemType.WRONG_CONTENT_TYPE,
              e.getContentType() == null
                  ? "The request does not say of which type its body is."
                  : e.getContentType() + " is not taken here.");
      case HttpMediaTypeNotAcceptableException _ ->
          new Problem(
              ProblemType.NOT_ACCEPTABLE,
              "What the header “Accept” asks for is not what this address answers with.");
      case MethodArgumentTypeMismatchException e ->
          e.getParameter().hasParameterAnnotation(PathVariable.class)
              ? new Problem(
                  ProblemType.NOT_FOUND, "“%s” is no %s.".formatted(e.getValue(), e.getName()))
              : Problem.faulty(
                  "query." + e.getName(),
                  "“%s” cannot stand in “%s”.".formatted(e.getValue(), e.getName()));
      case MissingServletRequestParameterException e ->
          Problem.faulty(
              "query." + e.getParameterName(),
              "“%s” is missing in the address.".formatted(e.getParameterName()));
      case MissingRequestValueException _ ->
          new Problem(ProblemType.FAULTY_VALUES, "Something is missing in the request.");
      case MultipartException _ ->
          new Problem(ProblemType.WRONG_CONTENT_TYPE, "multipart/form-data is not taken here.");
      case HttpMessageNotReadableException e -> unreadable(e);
      case DataIntegrityViolationException e when InWords.of(e).isPresent() ->
          new Problem(ProblemType.REFUSED, InWords.of(e).get());
      case DataIntegrityViolationException e when zeroByte(e) ->
          new Problem(
              ProblemType.FAULTY_VALUES,
              "A value holds a zero byte, which no text has. Nothing was changed.");
      case Exception e when DatabaseAway.caused(e) ->
          new Problem(
              ProblemType.DATABASE_AWAY,
              "The database does not answer just now; Rung goes on by itself when it is back.");
      default -> failed(failure);
    };
  }

  private static String words(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  /// A body that was no JSON, or no JSON of the kind that belongs here.
  private static Problem unreadable(HttpMessageNotReadableException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return problem;
      }
      if (cause instanceof DatabindException wrong) {
        return Problem.faulty(place(wrong), words(wrong));
      }
      if (cause instanceof JacksonException wrong) {
        return new Problem(ProblemType.UNREADABLE_BODY, where(wrong) + "this is no JSON in UTF-8.");
      }
    }
    return new Problem(ProblemType.UNREADABLE_BODY, "The request has no body, or not all of it.");
  }

  private static String where(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? "In the body, "
        : "Line %d, column %d: "
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static String place(DatabindException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? Integer.toString(step.getIndex())
                : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  /// What is wrong, without the words of the code that found it.
  private static String words(DatabindException e) {
    String place = place(e);
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "“%s” is not a word of this request. Known are: %s."
              .formatted(
                  unknown.getPropertyName(),
                  unknown.getKnownPropertyIds() == null
                      ? "none"
                      : unknown.getKnownPropertyIds().stream()
                          .map(String::valueOf)
                          .sorted()
                          .collect(Collectors.joining(", ")));
      case InvalidFormatException wrong ->
          "“%s” cannot stand at “%s”.".formatted(wrong.getValue(), place);
      default ->
          place.isEmpty()
              ? "The body is not what belongs here; it is one object."
              : "“%s” is missing, empty or not of the type that belongs there.".formatted(place);
    };
  }

  private static boolean zeroByte(DataIntegrityViolationException e) {
    return e.getMostSpecificCause() instanceof SQLException sql
        && ("22021".equals(sql.getSQLState()) || "22P05".equals(sql.getSQLState()));
  }

  /// The client gets a number to name, the log the failure; nothing of the inside goes out.
  private static Problem failed(Exception e) {
    String incident = UUID.randomUUID().toString().substring(0, 8);
    log.error("Incident {}", incident, e);
    return new Problem(
        ProblemType.FAILED,
        "This failed inside Rung. Name incident %s to whoever runs the server.".formatted(incident),
        Map.of("incident", incident));
  }
}
