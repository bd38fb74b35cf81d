package org.rung.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody who opens pages and sends forms over HTTP, with a session and its token.
public final class Visitor {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String base;

  /// @param port of the server on this machine
  public Visitor(int port) {
    base = "http://localhost:" + port;
  }

  /// Somebody with an account as [ManyPeople#account] gives it, who came in by the sign-in page.
  public static Visitor signedIn(int port, String email) {
    Visitor visitor = new Visitor(port);
    visitor.send("/sign-in", "/sign-in", Map.of("email", email, "password", "secret-for-the-test"));
    return visitor;
  }

  /// The answer at an address.
  public HttpResponse<String> open(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET().build());
  }

  /// The same of a file that is no text.
  public HttpResponse<byte[]> bytes(String path) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path)).GET().build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /// The answer to a part of a page that asks for itself.
  public HttpResponse<String> fragment(String path) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path)).header("HX-Request", "true").GET().build());
  }

  /// The page at an address, which must be there.
  public String page(String path) {
    HttpResponse<String> answer = open(path);
    if (answer.statusCode() != 200) {
      throw new NoPage(path, answer.statusCode());
    }
    return answer.body();
  }

  /// Another status than that of a page.
  public static final class NoPage extends AssertionError {
    private final int status;

    NoPage(String path, int status) {
      super("%s answers %d".formatted(path, status));
      this.status = status;
    }

    /// What was answered instead of 200.
    public int status() {
      return status;
    }
  }

  /// The token that a form of a page sends back.
  public String token(String page) {
    Matcher token = TOKEN.matcher(page(page));
    if (!token.find()) {
      throw new AssertionError(page + " has no form");
    }
    return token.group(1);
  }

  /// Sends a form of a page, as its button would, and follows to the next page.
  public HttpResponse<String> send(String page, String action, Map<String, String> fields) {
    return forge(action, token(page), fields);
  }

  /// Sends a form with any token and follows to the next page.
  public HttpResponse<String> forge(String action, String token, Map<String, String> fields) {
    String body =
        "_csrf=%s&".formatted(encoded(token))
            + fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(base + action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /// Sends a file by the form of a page and follows to the next page.
  public HttpResponse<String> sendFile(String page, String action, String name, String content) {
    return sendFile(page, action, name, content, Map.of());
  }

  /// The same with other fields of the form.
  public HttpResponse<String> sendFile(
      String page, String action, String name, String content, Map<String, String> fields) {
    String body =
        "--part\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            + token(page)
            + fields.entrySet().stream()
                .map(field ->
                    "\r\n--part\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s"
                        .formatted(field.getKey(), field.getValue()))
                .collect(Collectors.joining())
            + "\r\n--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\nContent-Type: text/csv\r\n\r\n"
            + content
            + "\r\n--part--\r\n";
    return send(
        HttpRequest.newBuilder(URI.create(base + action))
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> as) {
    try {
      return http.send(request, as);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
