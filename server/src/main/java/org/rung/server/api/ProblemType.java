package org.rung.server.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// The kinds of problem that the API answers with. Each has an address that stays and serves a page
/// for people.
public enum ProblemType {
  NO_TOKEN(
      HttpStatus.UNAUTHORIZED,
      "No token came",
      "The address needs a token, and the request has none. Cookies of a browser do not count here.",
      "Make a token under your account, API tokens, and send it as “Authorization: Bearer …”.",
      "This address needs a token."),
  BAD_TOKEN(
      HttpStatus.UNAUTHORIZED,
      "The token opens nothing",
      "The token is not one of Rung's, has expired, was revoked, its account was removed, or it rests because its owner has not signed in by your employer's sign-in service for a while. Which of these it is, is not said.",
      "Sign in; that wakes tokens that rest. Then look under your account, API tokens, and make a new one if it is needed.",
      "The token is not known, has expired or was revoked."),
  MISSING_SCOPE(
      HttpStatus.FORBIDDEN,
      "The token has not this scope",
      "The account may do this, but the token was made for less. The member “scope” names what is missing.",
      "Make a token that has the scope. The scopes of a token never change.",
      "The token lacks the scope plans:write."),
  NOT_OPEN(
      HttpStatus.FORBIDDEN,
      "This is not open to the account",
      "None of the account's roles opens this address. A token never does more than its account.",
      "Ask an administrator for the role that opens it.",
      "/api/v1/plans is not open to eli@example.org."),
  NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "This is not here",
      "The address is one of the API, but what its number or id names does not exist, or is not yours to see.",
      "Ask for the list and take the number or id from there.",
      "There is no plan 71. The plans that are there stand under Plans."),
  UNKNOWN_ADDRESS(
      HttpStatus.NOT_FOUND,
      "There is nothing at this address",
      "The API has no such address. /api/openapi.json lists all that it has.",
      "Compare the address with the document.",
      "/api/v1/plns is not an address of the API."),
  WRONG_METHOD(
      HttpStatus.METHOD_NOT_ALLOWED,
      "The address is there, the method is not",
      "The header “Allow” says which methods the address takes.",
      "Use one of them.",
      "DELETE is not taken here; GET is."),
  WRONG_CONTENT_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body is of a type that is not taken",
      "The header “Content-Type” of the request is missing or names another type than the address takes. The header “Accept” of the answer lists those.",
      "Send “Content-Type: application/json” unless the document says otherwise.",
      "text/plain is not taken here."),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "The answer has another type than was asked for",
      "The header “Accept” of the request leaves out every type that the address can answer with.",
      "Ask for application/json, or leave the header away.",
      "This address answers with application/json."),
  UNREADABLE_BODY(
      HttpStatus.BAD_REQUEST,
      "The body cannot be read",
      "The body is missing, is no JSON, or its encoding is not UTF-8.",
      "Send one JSON object in UTF-8, as the document describes it.",
      "Line 3, column 7: this is no JSON."),
  FAULTY_VALUES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Some values cannot be taken",
      "The request can be read, but values in it are missing, unknown or outside their range. The member “errors” lists all that were found, each with its place: a path into the body with points between, “query” or “header” and a name. Nothing was changed.",
      "Mend the values at the places named and send it again.",
      "“soon” cannot stand at “scenario.starts”."),
  REFUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "This was not taken",
      "The request is whole, but as things stand a rule of Rung says no. “detail” says which, and what to do instead. Nothing was changed.",
      "Read “detail”; look at the present state before sending anything again.",
      "Plan 7 is published already, by pat@example.org."),
  STALE_VERSION(
      HttpStatus.CONFLICT,
      "It was changed meanwhile",
      "The request names a version that is no longer the present one: somebody else changed it after you read it. Nothing was changed now.",
      "Read it again, make your change to what is there now, and send it with the new version.",
      "pat@example.org changed this scenario meanwhile; it has version 4 now."),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The body is too large",
      "The body has more bytes than the address takes: 1 MiB of JSON, 512 MiB of a file.",
      "Send less; split a file by site or department, each part is one import.",
      "The body is larger than 1,048,576 bytes."),
  KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The idempotency key belongs to another request",
      "The same account sent the same “Idempotency-Key” within 24 hours with another address or body. Nothing was done now.",
      "Make a new key for each new request; repeat a key only to repeat the request.",
      "This key was sent with another body or to another address."),
  KEY_IN_USE(
      HttpStatus.CONFLICT,
      "The same request is being done right now",
      "A request with the same “Idempotency-Key” has begun and not ended. This one did nothing.",
      "Wait as long as “Retry-After” says and send it again: the answer of the first comes back.",
      "A request with this key is being worked on."),
  TOO_MANY_GUESSES(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many tokens that open nothing",
      "Many unknown tokens came from this network. A token that is right is taken all the same.",
      "Check the token; “Retry-After” says when an unknown one is looked at again.",
      "Too many unknown tokens came from here. Wait 8 seconds."),
  DATABASE_AWAY(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The database does not answer just now",
      "The server is there, its database is not, or not yet again. What was saved before is not lost; whether a request that changes something was taken is not known.",
      "Wait as long as “Retry-After” says and send it again: one that changes something with the same idempotency key, so that it is done once.",
      "The database does not answer just now; Rung goes on by itself when it is back."),
  FAILED(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "This failed inside Rung",
      "Something went wrong that is not the request's fault. The log of the server has it under the number in “incident”.",
      "Send it again, with the same idempotency key if it had one. If it fails again, name the incident to whoever runs the server.",
      "Name incident 1f2e3d4c to whoever runs the server.");

  private final HttpStatus status;
  private final String title;
  private final String meaning;
  private final String remedy;
  private final String example;

  ProblemType(HttpStatus status, String title, String meaning, String remedy, String example) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
    this.remedy = remedy;
    this.example = example;
  }

  /// The HTTP status of every problem of this type.
  public HttpStatus status() {
    return status;
  }

  /// One line, the same for every problem of this type.
  public String title() {
    return title;
  }

  /// What it means, for the page.
  public String meaning() {
    return meaning;
  }

  /// What to do, for the page.
  public String remedy() {
    return remedy;
  }

  /// The `detail` of an example.
  public String example() {
    return example;
  }

  /// The last part of its address.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Its address: the `type` of the problem.
  public String address() {
    return "/problems/" + code();
  }

  static Optional<ProblemType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findAny();
  }
}
