package org.rung.server.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.rung.server.pages.Frames;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Does a post with an `Idempotency-Key` once, however often it comes. The work and its answer are
/// one transaction: whoever sends the same request again gets the same answer, whoever sends it at
/// the same time waits for the first. What was refused or failed changed nothing and is not kept,
/// so that it may be sent again, mended or not, with the same key. Also keeps bodies within their
/// size. Runs inside the security chain, once it is known who asks and that they may.
@Component
public final class OncePosts extends OncePerRequestFilter {
  static final String KEY = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";
  private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final KeptAnswers kept;
  private final PlatformTransactionManager transactions;

  OncePosts(KeptAnswers kept, PlatformTransactionManager transactions) {
    this.kept = kept;
    this.transactions = transactions;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") && !request.getMethod().equals("PUT");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (KeptBody body = KeptBody.of(request)) {
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
