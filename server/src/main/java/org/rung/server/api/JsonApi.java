package org.rung.server.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Handlers of the API: their addresses stand below `/api/v1`, their answers are JSON. One that
/// answers with a file says so by `produces` of its own. A request that asks for another type is
/// refused before anything is done.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public @interface JsonApi {
  /// The type of a workbook, which handlers of an employer's files take.
  String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
