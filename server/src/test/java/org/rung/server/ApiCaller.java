package org.rung.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that asks the API with a token. Every answer is compared with the served document:
/// status, headers, type and body are what it says, or the test fails.
public final class ApiCaller {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String base;
  private final ApiDocument document;
  private final Optional<String> token;
  private final Set<String> seen;

  /// An answer.
  public record Answer(
      int status, Map<String, List<String>> headers, byte[] bytes, ApiDocument document) {
    /// The body as text.
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The body as JSON.
    public JsonNode json() {
      return JSON.readTree(bytes);
    }

    /// A value inside the body, by a JSON pointer.
    public JsonNode at(String pointer) {
      return json().at(pointer);
    }

    /// The first value of a header, empty for none.
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of("")).getFirst();
    }

    /// The same, which must have this status.
    public Answer is(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      return this;
    }

    /// The same, which must be a problem of this type, for example `refused`.
    public Answer isProblem(String type) {
      assertThat(header("content-type")).as(text()).isEqualTo("application/problem+json");
      assertThat(at("/type").asString()).as(text()).isEqualTo("/problems/" + type);
      return this;
    }
  }

  /// @param token empty to ask without one
  /// @param seen what was asked and answered, as `GET /api/v1/plans 200`, a problem with its type
  public ApiCaller(int port, ApiDocument document, Optional<String> token, Set<String> seen) {
    base = "http://localhost:" + port;
    this.document = document;
    this.token = token;
    this.seen = seen;
  }

  /// One that keeps no account of what was asked.
  public ApiCaller(int port, ApiDocument document, String token) {
    this(port, document, Optional.of(token), new ConcurrentSkipListSet<>());
  }

  public Answer get(String path, String... headers) {
    return ask("GET", path, "", headers);
  }

  public Answer delete(String path, String... headers) {
    return ask("DELETE", path, "", headers);
  }

  /// Posts JSON, or nothing where the body is empty.
  public Answer post(String path, String body, String... headers) {
    return ask("POST", path, body, headers);
  }

  public Answer put(String path, String body, String... headers) {
    return ask("PUT", path, body, headers);
  }

  /// Asks and compares the answer with the document.
  ///
  /// @param body JSON unless the headers name another type; empty for none
  /// @param headers names and values in turn
  public Answer ask(String method, String path, String body, String... headers) {
    Answer answer = raw(method, path, body, headers);
    compare(method, path, answer);
    return answer;
  }

  /// Asks without comparing.
  public Answer raw(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    token.ifPresent(held -> request.header("Authorization", "Bearer " + held));
    boolean typed = false;
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      typed |= headers[i].equalsIgnoreCase("Content-Type");
    }
    if (!body.isEmpty() && !typed) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<byte[]> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.headers().map(), answer.body(), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void compare(String method, String path, Answer answer) {
    String asked = method + " " + path;
    ApiDocument.Operation operation =
        document
            .find(method, path)
            .orElseThrow(() -> new AssertionError(asked + " is not in the document"));
    JsonNode response =
        document
            .response(operation, answer.status())
            .orElseThrow(() ->
                new AssertionError(
                    "%s answers %d, which the document does not say: %s"
                        .formatted(asked, answer.status(), answer.text())));
    response
        .path("headers")
        .properties()
        .forEach(header -> {
          if (header.getValue().path("required").asBoolean()) {
            assertThat(answer.header(header.getKey()))
                .as("%s answers %d without %s", asked, answer.status(), header.getKey())
                .isNotEmpty();
          }
        });
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.bytes()).as("%s answers %d with a body", asked, answer.status()).isEmpty();
    } else {
      String type = answer.header("content-type").replaceFirst(";.*", "");
      assertThat(content.propertyNames()).as(asked).contains(type);
      JsonNode schema = content.get(type).path("schema");
      if (type.endsWith("json") && !schema.isMissingNode()) {
        assertThat(document.faults(schema, answer.text()))
            .as("%s answers %d: %s", asked, answer.status(), answer.text())
            .isEmpty();
      }
    }
    String problem =
        answer.header("content-type").equals("application/problem+json")
            ? " " + answer.at("/type").asString()
            : "";
    if (!problem.isEmpty()) {
      assertThat(answer.at("/status").asInt()).as(asked).isEqualTo(answer.status());
    }
    seen.add(operation + " " + answer.status() + problem);
  }
}
