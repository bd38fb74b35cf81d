package org.rung.server.api;

import gg.jte.generated.precompiled.Templates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.SerializationFeature;

/// The OpenAPI document, and a page for each type of problem. Both are open to everybody.
@Controller
class ApiPages {
  private final Templates templates;
  private final Frames frames;
  private final ObjectProvider<RequestMappingHandlerMapping> handlers;
  private volatile Optional<byte[]> document = Optional.empty();

  ApiPages(
      Templates templates,
      Frames frames,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers) {
    this.templates = templates;
    this.frames = frames;
    this.handlers = handlers;
  }

  /// Made when it is asked for the first time: the start does not wait for it.
  @GetMapping("/api/openapi.json")
  ResponseEntity<byte[]> openApi() {
    if (document.isEmpty()) {
      document =
          Optional.of(
              ApiJson.MAPPER
                  .writer()
                  .with(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(
                      OpenApi.of(handlers.getObject().getHandlerMethods(), version()))
                  .getBytes(StandardCharsets.UTF_8));
    }
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document.get());
  }

  private static String version() {
    String version = ApiPages.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0" : version;
  }

  @GetMapping("/problems")
  Html problems() {
    return Html.of(
        templates.apiProblems(
            frames.frame("Problems of the API", Crumb.of("Problems of the API")),
            List.of(ProblemType.values())));
  }

  @GetMapping("/problems/{code}")
  Html problem(@PathVariable String code) {
    ProblemType type =
        ProblemType.of(code)
            .orElseThrow(() ->
                new NotFound(
                    "There is no problem “%s”. All of them stand at /problems.".formatted(code)));
    return Html.of(
        templates.apiProblem(
            frames.frame(
                type.title(),
                new Crumb("Problems of the API", "/problems"),
                Crumb.of(type.title())),
            type,
            example(type)));
  }

  /// How an answer of this type looks.
  private static String example(ProblemType type) {
    return ApiJson.MAPPER
        .writer()
        .with(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(new Problem(type, type.example(), members(type)).body());
  }

  private static Map<String, ?> members(ProblemType type) {
    return switch (type) {
      case MISSING_SCOPE -> Map.of("scope", "plans:write");
      case FAULTY_VALUES ->
          Map.of(
              "errors",
              List.of(
                  new Problem.Fault(
                      "scenario.starts", "“soon” cannot stand at “scenario.starts”.")));
      case FAILED -> Map.of("incident", "1f2e3d4c");
      default -> Map.of();
    };
  }
}
