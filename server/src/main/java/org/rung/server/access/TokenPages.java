package org.rung.server.access;

import gg.jte.generated.precompiled.Templates;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.api.Scope;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// One's own tokens of the API: made, seen once, revoked.
@Controller
class TokenPages {
  private static final int LONGEST_NAME = 100;
  private static final int USUAL_DAYS = 90;

  private final Templates templates;
  private final Frames frames;
  private final Accounts accounts;
  private final Tokens tokens;
  private final Clock clock;
  private final ObjectProvider<WebInvocationPrivilegeEvaluator> open;

  TokenPages(
      Templates templates,
      Frames frames,
      Accounts accounts,
      Tokens tokens,
      Clock clock,
      ObjectProvider<WebInvocationPrivilegeEvaluator> open) {
    this.templates = templates;
    this.frames = frames;
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
    this.open = open;
  }

  @GetMapping("/account/tokens")
  Html tokens() {
    return page(
        account(),
        Optional.empty(),
        Map.of("ends", today().plusDays(USUAL_DAYS).toString()),
        Set.of(),
        Map.of());
  }

  /// Answers with the page itself: it shows what no later page can.
  @PostMapping("/account/tokens")
  Html make(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String ends,
      @RequestParam(name = "scope", defaultValue = "") List<String> given) {
    String account = account();
    Map<String, String> errors = new LinkedHashMap<>();
    String called = name.replace("\u0000", "").strip();
    if (called.isEmpty() || called.length() > LONGEST_NAME) {
      errors.put(
          "name",
          "The name has %s. Give 1 to %d, so that you know later what it is for."
              .formatted(Formats.counted(called.length(), "letter", "letters"), LONGEST_NAME));
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    given.forEach(code -> Scope.of(code).ifPresent(scopes::add));
    List<Scope> offered = offered();
    if (scopes.isEmpty()) {
      errors.put("scope", "No scope was chosen. Choose what the token may do.");
    } else if (!offered.containsAll(scopes)) {
      errors.put("scope", "A token can do no more than its account. Choose among these.");
    }
    Optional<LocalDate> last = day(ends);
    if (last.isEmpty() || last.get().isAfter(lastDay()) || last.get().isBefore(today())) {
      errors.put(
          "ends",
          "“%s” is no day from today to %s. Give one like %s."
              .formatted(ends, Formats.date(lastDay()), today().plusDays(USUAL_DAYS)));
    }
    if (!errors.isEmpty()) {
      return page(account, Optional.empty(), Map.of("name", name, "ends", ends), scopes, errors);
    }
    Instant until = last.orElseThrow().plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant();
    return page(
        account,
        Optional.of(tokens.make(account, called, scopes, until)),
        Map.of("ends", today().plusDays(USUAL_DAYS).toString()),
        Set.of(),
        Map.of());
  }

  @PostMapping("/account/tokens/{id}/revoke")
  View revoke(@PathVariable long id) {
    if (!tokens.revoke(account(), id)) {
      throw new NotFound("You have no token %d. See your API tokens.".formatted(id));
    }
    return new RedirectView("/account/tokens", true, false);
  }

  /// Scopes that one of the account's roles gives something to, by the rules of the pages.
  private List<Scope> offered() {
    WebInvocationPrivilegeEvaluator may = open.getIfUnique();
    var who = SecurityContextHolder.getContext().getAuthentication();
    return Arrays.stream(Scope.values())
        .filter(scope ->
            may == null
                || may.isAllowed(
                    "", "/" + scope.word() + "/0", scope.writes() ? "POST" : "GET", who))
        .toList();
  }

  private String account() {
    return accounts
        .find(Frames.viewer())
        .orElseThrow(
            () -> new NotFound("Invented people of the demo have no account, and so no tokens."))
        .email();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
  }

  private LocalDate lastDay() {
    return today().plusYears(1).minusDays(1);
  }

  private static Optional<LocalDate> day(String given) {
    try {
      return Optional.of(LocalDate.parse(given.strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Html page(
      String account,
      Optional<String> made,
      Map<String, String> form,
      Set<Scope> chosen,
      Map<String, String> errors) {
    return Html.of(
        templates.accessTokens(
            frames.frame(
                "API tokens", new Crumb("Your account", "/account"), Crumb.of("API tokens")),
            new OwnTokens(
                tokens.of(account),
                offered(),
                made,
                form,
                chosen,
                errors,
                lastDay(),
                clock.instant())),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
