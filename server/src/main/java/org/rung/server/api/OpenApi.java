package org.rung.server.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.InputStreamSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI 3.1 document, made from the handlers themselves: addresses, methods, parameters and
/// types are theirs, [Told] and [Meaning] add the words. What a handler may answer follows from
/// what it takes, so that no handler forgets a problem.
final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)[^}]*}");

  private static final Set<ProblemType> EVERYWHERE =
      EnumSet.of(
          ProblemType.NO_TOKEN,
          ProblemType.BAD_TOKEN,
          ProblemType.MISSING_SCOPE,
          ProblemType.NOT_OPEN,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.FAULTY_VALUES,
          ProblemType.TOO_MANY_GUESSES,
          ProblemType.DATABASE_AWAY,
          ProblemType.FAILED);

  private final Schemas schemas = new Schemas();
  private final ObjectNode document = Schemas.object();
  private final ObjectNode responses = Schemas.object();

  private record Operation(
      String path, String method, HandlerMethod handler, RequestMappingInfo info) {}

  private OpenApi() {}

  /// The document of the handlers below `/api/v1/`.
  ///
  /// @param version of the product
  /// @throws IllegalStateException naming a handler that says too little
  static ObjectNode of(Map<RequestMappingInfo, HandlerMethod> handlers, String version) {
    return new OpenApi().written(operations(handlers), version);
  }

  private static List<Operation> operations(Map<RequestMappingInfo, HandlerMethod> handlers) {
    List<Operation> operations = new ArrayList<>();
    handlers.forEach((info, handler) -> {
      for (String path :
          Objects.requireNonNull(info.getPathPatternsCondition()).getPatternValues()) {
        if (path.startsWith("/api/v1/")) {
          info.getMethodsCondition()
              .getMethods()
              .forEach(method -> operations.add(new Operation(path, method.name(), handler, info)));
        }
      }
    });
    operations.sort(
        java.util.Comparator.comparing(Operation::path)
            .thenComparing(Operation::method)
            .thenComparing(operation -> operation.handler().getMethod().getName()));
    return operations;
  }

  /// The name of a parameter in the address.
  static String nameOf(MethodParameter parameter) {
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    if (query != null && !query.name().isEmpty()) {
      return query.name();
    }
    return Objects.requireNonNull(parameter.getParameter().getName());
  }

  private ObjectNode written(List<Operation> operations, String version) {
    document.put("openapi", "3.1.1");
    document
        .putObject("info")
        .put("title", "Rung")
        .put("version", version)
        .put("summary", "Everything that the pages of Rung can do, as JSON.")
        .put(
            "description",
            "Send a token as `Authorization: Bearer …`; it is made under your account, API tokens, with the scopes it needs, and never does more than its account. Lists come in pages. A post with an `Idempotency-Key` is done once. Problems follow RFC 9457; each type has a page that says what to do. Money is whole cents, a chance is millionths, days are ISO 8601.");
    document.putArray("servers").addObject().put("url", "/");
    tags(operations);
    for (Operation operation : operations) {
      body(operation.handler())
          .ifPresent(parameter -> schemas.sends(parameter.getGenericParameterType()));
    }
    ObjectNode paths = document.putObject("paths");
    for (Operation operation : operations) {
      String path = VARIABLE.matcher(operation.path()).replaceAll("{$1}");
      ObjectNode at = (ObjectNode) paths.get(path);
      if (at == null) {
        at = paths.putObject(path);
      }
      String method = operation.method().toLowerCase(java.util.Locale.ROOT);
      // Two handlers of one address that differ in the type of the body are one operation.
      if (at.get(method) instanceof ObjectNode before) {
        merge(before, operation);
      } else {
        at.set(method, operation(operation));
      }
    }
    components();
    return document;
  }

  private void tags(List<Operation> operations) {
    ArrayNode tags = document.putArray("tags");
    operations.stream()
        .map(OpenApi::word)
        .distinct()
        .forEach(word ->
            tags.addObject()
                .put("name", word)
                .put(
                    "description",
                    Arrays.stream(Scope.values())
                        .filter(scope -> scope.word().equals(word))
                        .map(scope -> "`%s`: %s.".formatted(scope.code(), scope.meaning()))
                        .collect(Collectors.joining(" "))));
  }

  private static String word(Operation operation) {
    return List.of(operation.path().substring("/api/v1/".length()).split("[/.]")).getFirst();
  }

  private static Told told(Operation operation) {
    Told told = operation.handler().getMethodAnnotation(Told.class);
    if (told == null) {
      throw new IllegalStateException(operation.handler() + " has no @Told");
    }
    return told;
  }

  private static Optional<MethodParameter> body(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
        .findAny();
  }

  private ObjectNode operation(Operation operation) {
    Told told = told(operation);
    Scope scope =
        Scope.needed(operation.method(), operation.path())
            .orElseThrow(() -> new IllegalStateException("No scope for " + operation.path()));
    ObjectNode node = Schemas.object();
    node.putArray("tags").add(word(operation));
    node.put("operationId", id(operation));
    node.put("summary", told.value());
    if (!told.more().isEmpty()) {
      node.put("description", told.more());
    }
    node.putArray("security").addObject().putArray("token").add(scope.code());
    ArrayNode parameters = Schemas.object().putArray("parameters");
    parameters(operation, parameters);
    if (!parameters.isEmpty()) {
      node.set("parameters", parameters);
    }
    requestBody(operation, node);
    responses(operation, told, node.putObject("responses"));
    return node;
  }

  private static String id(Operation operation) {
    String type = operation.handler().getBeanType().getSimpleName().replaceFirst("Api$", "");
    String name = operation.handler().getMethod().getName();
    return type.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
        + type.substring(1)
        + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + name.substring(1);
  }

  /// Another type of body at the same address.
  private void merge(ObjectNode before, Operation operation) {
    Told told = told(operation);
    ObjectNode own = Schemas.object();
    requestBody(operation, own);
    if (!(before.at("/requestBody/content") instanceof ObjectNode content)
        || !(own.at("/requestBody/content") instanceof ObjectNode added)
        || told.status()
            != Integer.parseInt(before.get("responses").propertyNames().iterator().next())) {
      throw new IllegalStateException(
          operation.handler() + " differs from another handler of its address in more than a body");
    }
    content.setAll(added);
    before.put("summary", before.get("summary").asString() + "; " + told.value());
  }

  private void parameters(Operation operation, ArrayNode parameters) {
    for (MethodParameter parameter : operation.handler().getMethodParameters()) {
      Meaning meaning = parameter.getParameterAnnotation(Meaning.class);
      if (parameter.hasParameterAnnotation(PathVariable.class)) {
        ObjectNode node =
            parameters
                .addObject()
                .put("name", Objects.requireNonNull(parameter.getParameter().getName()))
                .put("in", "path")
                .put("required", true);
        described(node, meaning);
        node.set("schema", schemas.of(parameter.getGenericParameterType(), null));
      } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
        query(parameter, meaning, parameters.addObject());
      } else if (parameter.getParameterType() == Paging.class) {
        parameters.addObject().put("$ref", "#/components/parameters/size");
        parameters.addObject().put("$ref", "#/components/parameters/cursor");
      }
    }
    if (operation.method().equals("POST")) {
      parameters.addObject().put("$ref", "#/components/parameters/idempotency-key");
    }
  }

  private void query(
      MethodParameter parameter,
      @org.jspecify.annotations.Nullable Meaning meaning,
      ObjectNode node) {
    RequestParam query =
        Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
    boolean given = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
    Type type = parameter.getGenericParameterType();
    boolean optional = given || !query.required();
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      type = generic.getActualTypeArguments()[0];
      optional = true;
    } else if (type == OptionalLong.class) {
      type = long.class;
      optional = true;
    } else if (type == OptionalInt.class) {
      type = int.class;
      optional = true;
    }
    node.put("name", nameOf(parameter)).put("in", "query").put("required", !optional);
    described(node, meaning);
    ObjectNode schema = schemas.of(type, null);
    if (meaning != null && meaning.words().length > 0) {
      ArrayNode words = schema.putArray("enum");
      Arrays.stream(meaning.words()).forEach(words::add);
    }
    if (given && !query.defaultValue().isEmpty()) {
      switch (schema.get("type").asString()) {
        case "boolean" -> schema.put("default", Boolean.parseBoolean(query.defaultValue()));
        case "integer" -> schema.put("default", Long.parseLong(query.defaultValue()));
        default -> schema.put("default", query.defaultValue());
      }
    }
    node.set("schema", schema);
  }

  private static void described(
      ObjectNode node, @org.jspecify.annotations.Nullable Meaning meaning) {
    if (meaning != null && !meaning.value().isEmpty()) {
      node.put("description", meaning.value());
    }
  }

  private void requestBody(Operation operation, ObjectNode node) {
    List<String> types =
        operation.info().getConsumesCondition().getConsumableMediaTypes().stream()
            .map(Object::toString)
            .sorted()
            .toList();
    Optional<MethodParameter> body = body(operation.handler());
    if (body.isEmpty() && types.isEmpty()) {
      return;
    }
    ObjectNode requestBody = node.putObject("requestBody").put("required", true);
    ObjectNode content = requestBody.putObject("content");
    for (String type : types.isEmpty() ? List.of("application/json") : types) {
      ObjectNode media = content.putObject(type);
      if (type.endsWith("json")) {
        MethodParameter parameter =
            body.orElseThrow(() ->
                new IllegalStateException(operation.handler() + " takes JSON without a body"));
        media.set("schema", schemas.of(parameter.getGenericParameterType(), null));
      } else if (type.endsWith("yaml") || type.startsWith("text/")) {
        media.putObject("schema").put("type", "string");
      } else {
        media.putObject("schema");
      }
    }
  }

  private void responses(Operation operation, Told told, ObjectNode node) {
    HandlerMethod handler = operation.handler();
    node.set(Integer.toString(told.status()), success(operation, told));
    Set<ProblemType> problems = EnumSet.copyOf(EVERYWHERE);
    problems.addAll(Arrays.asList(told.problems()));
    boolean body = body(handler).isPresent();
    if (VARIABLE.matcher(operation.path()).find()) {
      problems.add(ProblemType.NOT_FOUND);
    }
    if (body) {
      problems.add(ProblemType.UNREADABLE_BODY);
      problems.add(ProblemType.WRONG_CONTENT_TYPE);
    }
    if (operation.method().equals("POST") || body) {
      problems.add(ProblemType.TOO_LARGE);
    }
    if (operation.method().equals("POST")) {
      problems.add(ProblemType.KEY_REUSED);
      problems.add(ProblemType.KEY_IN_USE);
    }
    Map<Integer, Set<ProblemType>> byStatus = new TreeMap<>();
    problems.forEach(type ->
        byStatus
            .computeIfAbsent(type.status().value(), s -> EnumSet.noneOf(ProblemType.class))
            .add(type));
    byStatus.forEach((status, types) -> node.set(status.toString(), problem(types)));
  }

  /// A response by the problems it may be; each set is described once.
  private ObjectNode problem(Set<ProblemType> types) {
    String name =
        new TreeSet<>(types.stream().map(ProblemType::code).toList())
            .stream().collect(Collectors.joining("."));
    if (!responses.has(name)) {
      ObjectNode response = responses.putObject(name);
      response.put(
          "description",
          types.stream()
              .map(type -> "[%s](%s).".formatted(type.title(), type.address()))
              .collect(Collectors.joining(" ")));
      ProblemType first = types.iterator().next();
      ObjectNode headers = Schemas.object();
      switch (first.status()) {
        case UNAUTHORIZED -> header(headers, HttpHeaders.WWW_AUTHENTICATE, "Bearer.", true);
        case TOO_MANY_REQUESTS ->
            header(headers, HttpHeaders.RETRY_AFTER, "Seconds until the next look.", true);
        case SERVICE_UNAVAILABLE ->
            header(headers, HttpHeaders.RETRY_AFTER, "Seconds until it may be back.", true);
        case UNSUPPORTED_MEDIA_TYPE -> header(headers, HttpHeaders.ACCEPT, "What is taken.", true);
        case FORBIDDEN ->
            header(headers, HttpHeaders.WWW_AUTHENTICATE, "The scope that is missing.", false);
        default -> {}
      }
      if (types.contains(ProblemType.KEY_IN_USE)) {
        header(headers, HttpHeaders.RETRY_AFTER, "Seconds until the first may be done.", false);
      }
      if (!headers.isEmpty()) {
        response.set("headers", headers);
      }
      ObjectNode schema =
          response.putObject("content").putObject("application/problem+json").putObject("schema");
      ArrayNode all = schema.putArray("allOf");
      all.add(Schemas.reference("Problem"));
      ArrayNode of = all.addObject().putObject("properties").putObject("type").putArray("enum");
      types.forEach(type -> of.add(type.address()));
    }
    return Schemas.object().put("$ref", "#/components/responses/" + name);
  }

  private static void header(ObjectNode headers, String name, String words, boolean required) {
    headers
        .putObject(name)
        .put("description", words)
        .put("required", required)
        .putObject("schema")
        .put("type", "string");
  }

  private ObjectNode success(Operation operation, Told told) {
    Type type = operation.handler().getReturnType().getGenericParameterType();
    if (type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class) {
      type = generic.getActualTypeArguments()[0];
    }
    ObjectNode response = Schemas.object();
    response.put(
        "description", Objects.requireNonNull(HttpStatus.resolve(told.status())).getReasonPhrase());
    ObjectNode headers = Schemas.object();
    if (told.status() == 201 || told.status() == 202) {
      header(headers, HttpHeaders.LOCATION, "The address of what was made or asked for.", true);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Page.class) {
      header(headers, HttpHeaders.LINK, "The items that follow, as `rel=\"next\"`.", false);
    }
    if (operation.method().equals("POST")) {
      header(
          headers, OncePosts.REPLAYED, "“true” when it is the answer of an earlier post.", false);
    }
    if (!headers.isEmpty()) {
      response.set("headers", headers);
    }
    if (type != Void.class && type != void.class) {
      ObjectNode content = response.putObject("content");
      List<String> types =
          operation.info().getProducesCondition().getProducibleMediaTypes().stream()
              .map(Object::toString)
              .sorted()
              .toList();
      if (types.isEmpty() || types.equals(List.of("application/json"))) {
        content.putObject("application/json").set("schema", schemas.of(type, null));
        types = List.of();
      }
      for (String produced : types) {
        ObjectNode media = content.putObject(produced);
        if (type == String.class) {
          media.putObject("schema").put("type", "string");
        } else if (type != byte[].class
            && !(type instanceof Class<?> kind && InputStreamSource.class.isAssignableFrom(kind))) {
          throw new IllegalStateException(operation.handler() + " answers with a file of no kind");
        }
      }
    }
    return response;
  }

  private void components() {
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put(
            "description",
            "A token made under your account, API tokens. The operation names the scope it needs.");
    ObjectNode parameters = components.putObject("parameters");
    ObjectNode size = parameters.putObject("size");
    size.put("name", "size").put("in", "query").put("description", "Items of a page.");
    size.putObject("schema")
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", Paging.MOST)
        .put("default", Paging.USUAL);
    ObjectNode cursor = parameters.putObject("cursor");
    cursor
        .put("name", "cursor")
        .put("in", "query")
        .put("description", "What the page before gave as “next”; left away for the first page.")
        .putObject("schema")
        .put("type", "string");
    ObjectNode key = parameters.putObject("idempotency-key");
    key.put("name", OncePosts.KEY)
        .put("in", "header")
        .put(
            "description",
            "1 to 255 visible characters that you choose, new for each new request, for example a UUID. The same post with the same key within 24 hours is done once and answered alike.");
    key.putObject("schema").put("type", "string").put("minLength", 1).put("maxLength", 255);
    schemas.named().put("Problem", problemSchema());
    ObjectNode named = components.putObject("schemas");
    schemas.named().forEach(named::set);
    components.set("responses", responses);
  }

  private static ObjectNode problemSchema() {
    ObjectNode problem = Schemas.object();
    problem
        .put("type", "object")
        .put("description", "RFC 9457. The page at “type” says what to do.");
    ObjectNode members = problem.putObject("properties");
    ArrayNode types = members.putObject("type").put("type", "string").putArray("enum");
    Arrays.stream(ProblemType.values()).forEach(type -> types.add(type.address()));
    members.putObject("title").put("type", "string");
    members.putObject("status").put("type", "integer");
    members.putObject("detail").put("type", "string");
    members
        .putObject("scope")
        .put("type", "string")
        .put("description", "The scope that the token lacks.");
    members
        .putObject("incident")
        .put("type", "string")
        .put("description", "The number under which the server's log has the failure.");
    ObjectNode errors =
        members
            .putObject("errors")
            .put("type", "array")
            .put("description", "Every value that cannot be taken.");
    ObjectNode error = errors.putObject("items").put("type", "object");
    ObjectNode place = error.putObject("properties");
    place
        .putObject("at")
        .put("type", "string")
        .put(
            "description", "A path into the body with points between, or query.NAME, header.NAME.");
    place.putObject("detail").put("type", "string");
    error.putArray("required").add("at").add("detail");
    error.put("additionalProperties", false);
    problem.putArray("required").add("type").add("title").add("status").add("detail");
    return problem;
  }
}
