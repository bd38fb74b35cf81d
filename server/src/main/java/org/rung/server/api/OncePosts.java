package org.rung.server.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rung.server.pages.Frames;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;

/// Does a post with an `Idempotency-Key` once, however often it comes. The work and its answer are
/// one transaction: whoever sends the same request again gets the same answer, whoever sends it at
/// the same time waits for the first. What was refused or failed changed nothing and is not kept,
/// so that it may be sent again, mended or not, with the same key. Also keeps bodies within their
/// size, and reads none of a type that its address does not take. Runs inside the security chain,
/// once it is known who asks and that they may.
@Component
public final class OncePosts extends OncePerRequestFilter {
  static final String KEY = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final KeptAnswers kept;
  private final PlatformTransactionManager transactions;
  private final ObjectProvider<RequestMappingHandlerMapping> handlers;

  OncePosts(
      KeptAnswers kept,
      PlatformTransactionManager transactions,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers) {
    this.kept = kept;
    this.transactions = transactions;
    this.handlers = handlers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") && !request.getMethod().equals("PUT");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Body> taken;
    try {
      KeptBody.requireLength(request);
      taken = body(request);
    } catch (Problem problem) {
      ProblemAnswers.send(response, problem);
      return;
    } catch (ServletException refused) {
      Failures.answer(response, refused);
      return;
    }
    if (taken.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try (KeptBody body = KeptBody.of(request, taken.get() == Body.FILE)) {
      String key = request.getHeader(KEY);
      if (key == null || !request.getMethod().equals("POST")) {
        chain.doFilter(body, response);
        return;
      }
      if (!WORD.matcher(key).matches()) {
        throw Problem.faulty(
            "header." + KEY, "The key has 1 to 255 visible ASCII characters, no spaces.");
      }
      String query = request.getQueryString();
      once(
          new KeptAnswers.Asked(
              Frames.viewer(),
              key,
              request.getMethod(),
              request.getRequestURI() + (query == null ? "" : "?" + query),
              body.digest(String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION)))),
          body,
          response,
          chain);
    } catch (Problem problem) {
      ProblemAnswers.send(response, problem);
    }
  }

  /// What an address takes.
  private enum Body {
    TEXT,
    FILE
  }

  /// @return empty for what is no address of the API
  /// @throws ServletException when the address does not take this method or type
  private Optional<Body> body(HttpServletRequest request) throws ServletException {
    ServletRequestPathUtils.parseAndCache(request);
    HandlerExecutionChain found;
    try {
      found = handlers.getObject().getHandler(request);
    } catch (ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
    if (found == null || !(found.getHandler() instanceof HandlerMethod handler)) {
      return Optional.empty();
    }
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
    // The type is one of those that the address names, or it had not been found.
    if (mapping != null && mapping.consumes().length > 0) {
      return Optional.of(Body.FILE);
    }
    boolean json =
        Arrays.stream(handler.getMethodParameters())
            .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    if (json && request.getContentType() != null) {
      requireJson(request.getContentType());
    }
    return Optional.of(Body.TEXT);
  }

  private static void requireJson(String given) throws HttpMediaTypeNotSupportedException {
    MediaType type;
    try {
      type = MediaType.parseMediaType(given);
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotSupportedException(
          String.valueOf(e.getMessage()), List.of(MediaType.APPLICATION_JSON));
    }
    if (!MediaType.APPLICATION_JSON.includes(type)
        && !MediaType.valueOf("application/*+json").includes(type)) {
      throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
    }
  }

  private void once(
      KeptAnswers.Asked asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    TransactionStatus transaction =
        transactions.getTransaction(
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
    boolean done = false;
    try {
      switch (kept.claim(asked)) {
        case KeptAnswers.Claim.Busy() -> {
          response.setHeader(HttpHeaders.RETRY_AFTER, "1");
          throw new Problem(
              ProblemType.KEY_IN_USE, "A request with this key is being worked on. Ask again.");
        }
        case KeptAnswers.Claim.Taken() ->
            throw new Problem(
                ProblemType.KEY_REUSED,
                "This key was sent within 24 hours with another body or to another address.");
        case KeptAnswers.Claim.Done(KeptAnswers.Answer answer) -> again(answer, response);
        case KeptAnswers.Claim.Fresh() -> {
          chain.doFilter(request, held);
          done = held.getStatus() < 300;
        }
      }
    } finally {
      // Whatever was refused or failed has changed nothing.
      if (!done) {
        transactions.rollback(transaction);
      }
    }
    if (done) {
      try {
        kept.keep(asked, answer(held));
        transactions.commit(transaction);
      } catch (RuntimeException e) {
        if (!transaction.isCompleted()) {
          transactions.rollback(transaction);
        }
        held.reset();
        Failures.answer(response, e);
        return;
      }
    }
    held.copyBodyToResponse();
  }

  private static KeptAnswers.Answer answer(ContentCachingResponseWrapper held) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (held.getContentType() != null) {
      headers.put("Content-Type", held.getContentType());
    }
    for (String name : new String[] {"Location", "Link"}) {
      String value = held.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return new KeptAnswers.Answer(held.getStatus(), headers, held.getContentAsByteArray());
  }

  private static void again(KeptAnswers.Answer answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    response.setHeader(REPLAYED, "true");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    answer.headers().forEach(response::setHeader);
    if (answer.body().length > 0) {
      response.setContentLength(answer.body().length);
      response.getOutputStream().write(answer.body());
    }
  }
}
