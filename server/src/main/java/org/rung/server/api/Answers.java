package org.rung.server.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;

/// Answers that are more than a body.
public final class Answers {
  private Answers() {}

  /// 201: something new stands at an address.
  ///
  /// @param address its path
  public static <T> ResponseEntity<T> created(String address, T body) {
    return ResponseEntity.created(URI.create(address)).body(body);
  }

  /// 202: work was asked for, which the address shows.
  ///
  /// @param address the path of what shows how it stands
  public static <T> ResponseEntity<T> accepted(String address, T body) {
    return ResponseEntity.accepted().location(URI.create(address)).body(body);
  }

  /// 202: work was asked for, which its job shows.
  ///
  /// @param job its number
  public static <T> ResponseEntity<T> accepted(long job, T body) {
    return accepted("/api/v1/jobs/" + job, body);
  }

  /// A text as it may stand between the slashes of an address.
  public static String part(String text) {
    return UriUtils.encodePathSegment(text, StandardCharsets.UTF_8);
  }

  /// 204: it is done, there is nothing to say.
  public static ResponseEntity<Void> done() {
    return ResponseEntity.noContent().build();
  }

  /// A file to keep.
  ///
  /// @param type its content type
  public static <T> ResponseEntity<T> file(String name, String type, T body) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(name))
        .body(body);
  }
}
