package org.rung.server.access;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/// Signing in, the first account, accounts, the audit.
@Controller
class AccessPages {
  private static final int LEAST_PASSWORD = 12;

  /// Bcrypt takes no more.
  private static final int MOST_PASSWORD = 72;

  private static final int LONGEST = 200;
  private static final int SHOWN = 500;

  private final Templates templates;
  private final Frames frames;
  private final Accounts accounts;
  private final SetupCode setup;
  private final Audit audit;
  private final Directory directory;

  AccessPages(
      Templates templates,
      Frames frames,
      Accounts accounts,
      SetupCode setup,
      Audit audit,
      Directory directory) {
    this.templates = templates;
    this.frames = frames;
    this.accounts = accounts;
    this.setup = setup;
    this.audit = audit;
    this.directory = directory;
  }

  @GetMapping("/sign-in")
  Html signIn(@RequestParam Map<String, String> parameters) {
    return Html.of(
        templates.accessSignIn(
            frames.frame("Sign in", Crumb.of("Sign in")),
            parameters.containsKey("failed"),
            accounts.none()));
  }

  @GetMapping("/setup")
  Html setup(@RequestParam(defaultValue = "") String code) {
    if (!setup.accepts(code)) {
      throw new NotFound(
          "The address for the first account stands in the terminal where Rung was started, and"
              + " works once.");
    }
    return Html.of(
        templates.accessSetup(
            frames.frame("First account", Crumb.of("First account")), code, Map.of(), Map.of()));
  }

  @PostMapping("/setup")
  Object setUp(
      @RequestParam String code,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password) {
    if (!setup.accepts(code)) {
      throw new NotFound("There is a first account already. Sign in with it.");
    }
    Map<String, String> errors = errors(email, name, password);
    if (!errors.isEmpty()) {
      return Html.of(
          templates.accessSetup(
              frames.frame("First account", Crumb.of("First account")),
              code,
              Map.of("email", email, "name", name),
              errors),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    accounts.add(new Accounts.Account(email, name, EnumSet.of(Role.PLANNER, Role.ADMIN)), password);
    return new RedirectView("/sign-in", true, false);
  }

  @GetMapping("/accounts")
  Html accounts() {
    return Html.of(
        templates.accessAccounts(
            frames.frame("Accounts", Crumb.of("Prove"), Crumb.of("Accounts")),
            accounts.all().stream()
                .map(a ->
                    new AccountRow(
                        a.id(),
                        a.email(),
                        a.name(),
                        words(a.roles()),
                        a.employerId().orElse(""),
                        String.join(", ", a.departments())))
                .toList(),
            Role.values()));
  }

  @PostMapping("/accounts")
  View add(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(name = "role", defaultValue = "") Set<Role> roles) {
    Map<String, String> errors = errors(email, name, password);
    if (roles.isEmpty()) {
      errors.put("role", "No role was chosen. Choose at least one.");
    }
    if (!errors.isEmpty()) {
      throw new Refused(String.join(" ", errors.values()));
    }
    if (!accounts.add(new Accounts.Account(email, name, roles), password)) {
      throw new Refused("%s has an account already. Give another email.".formatted(email));
    }
    audit.change("account", email);
    return new RedirectView("/accounts", true, false);
  }

  @GetMapping("/accounts/{id}")
  Html account(@PathVariable long id) {
    Accounts.Account account = find(id);
    return account(
        new AccountForm(
            id,
            account.version(),
            account.email(),
            account.name(),
            account.roles(),
            account.employerId().orElse(""),
            String.join("\n", account.departments()),
            Map.of()),
        HttpStatus.OK);
  }

  @PostMapping("/accounts/{id}")
  Object change(
      @PathVariable long id,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(name = "role", defaultValue = "") Set<Role> roles,
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String departments) {
    Accounts.Account before = find(id);
    List<String> team =
        departments.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
    Map<String, String> errors = new LinkedHashMap<>();
    if (name.isBlank()) {
      errors.put("name", "The name is empty. Give the name that others see.");
    }
    if (roles.isEmpty()) {
      errors.put("role", "No role was chosen. Choose at least one.");
    }
    if (!person.isBlank() && !directory.hasPerson(person.strip())) {
      errors.put(
          "person",
          "Nobody with the id “%s” is in any file that was imported.".formatted(person.strip()));
    }
    team.stream()
        .filter(department -> !directory.hasDepartment(department))
        .findFirst()
        .ifPresent(unknown ->
            errors.put(
                "departments",
                "No department is called “%s”. Give it as the employer's file has it."
                    .formatted(unknown)));
    if (errors.isEmpty()) {
      Accounts.Change change =
          accounts.change(
              new Accounts.Account(
                  id,
                  version,
                  before.email(),
                  name.strip(),
                  roles,
                  Optional.of(person.strip()).filter(given -> !given.isEmpty()),
                  team));
      switch (change) {
        case DONE -> {
          audit.change("account", before.email());
          return new RedirectView("/accounts", true, false);
        }
        case STALE ->
            throw new Refused(
                "This account was changed meanwhile. Nothing was changed now; open it again.");
        case PERSON_TAKEN ->
            errors.put(
                "person", "Another account is this person already. Take it off there first.");
        case LAST_ADMINISTRATOR ->
            errors.put(
                "role",
                "Nobody else administers. Give another account the role admin before this one loses it.");
      }
    }
    return account(
        new AccountForm(id, version, before.email(), name, roles, person, departments, errors),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Accounts.Account find(long id) {
    return accounts
        .find(id)
        .orElseThrow(() -> new NotFound("There is no account %d. See Accounts.".formatted(id)));
  }

  private Html account(AccountForm form, HttpStatus status) {
    return Html.of(
        templates.accessAccount(
            frames.frame(
                form.email(),
                Crumb.of("Prove"),
                new Crumb("Accounts", "/accounts"),
                Crumb.of(form.email())),
            form,
            Role.values()),
        status);
  }

  @GetMapping("/audit")
  Html audit() {
    return Html.of(
        templates.accessAudit(
            frames.frame("Audit", Crumb.of("Prove"), Crumb.of("Audit")), audit.newest(SHOWN)));
  }

  /// What is not open to the viewer; the security chain forwards here.
  @RequestMapping("/refused")
  Html refused(HttpServletRequest request) {
    boolean old = request.getAttribute(WebAttributes.ACCESS_DENIED_403) instanceof CsrfException;
    Object asked = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
    String title = old ? "This form is too old to be taken" : "This page is not open to you";
    String address = asked == null ? "This address" : asked.toString();
    return Html.of(
        templates.pagesProblem(
            frames.frame(title, Crumb.of(title)),
            title,
            old
                ? "Nothing was changed. Go back, open the page again and send the form once more."
                : frames.demo()
                    ? "%s is not open to %s. In this demo, look as somebody else: the list stands at the top of the page."
                        .formatted(address, Frames.viewer())
                    : "%s is not open to %s. Ask an administrator for the role that opens it."
                        .formatted(address, Frames.viewer())),
        HttpStatus.FORBIDDEN);
  }

  /// Only the demo has personas; elsewhere the address does not exist.
  @PostMapping("/persona")
  View persona(
      @RequestParam String account,
      HttpServletRequest request,
      @RequestHeader(value = "Referer", defaultValue = "/") String referer) {
    DemoPersonas.Persona persona =
        DemoPersonas.Persona.named(account)
            .orElseThrow(() -> new NotFound("There is no persona “%s”.".formatted(account)));
    request.getSession(true).setAttribute(DemoPersonas.CHOSEN, persona);
    return new RedirectView(
        persona == DemoPersonas.Persona.PLANNER
            ? back(referer)
            : new Viewer("", "", Set.of(persona.role), Optional.empty(), List.of()).start(),
        true,
        false);
  }

  /// The path of the page somebody came from, never another host.
  private static String back(String referer) {
    String path = referer.replaceFirst("^https?://[^/]*", "");
    return path.startsWith("/") && !path.startsWith("//") ? path : "/";
  }

  private static Map<String, String> errors(String email, String name, String password) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (!email.matches("\\S+@\\S+")) {
      errors.put(
          "email", "“%s” is not an email address. Give one like pat@example.org.".formatted(email));
    }
    if (email.length() > LONGEST) {
      errors.put(
          "email", "The email has %d letters. Give at most %d.".formatted(email.length(), LONGEST));
    }
    if (name.length() > LONGEST) {
      errors.put(
          "name", "The name has %d letters. Give at most %d.".formatted(name.length(), LONGEST));
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MOST_PASSWORD) {
      errors.put(
          "password",
          "The password is longer than %d bytes, and what is beyond would not count. Give a shorter one."
              .formatted(MOST_PASSWORD));
    }
    if (name.isBlank()) {
      errors.put("name", "The name is empty. Give the name that others see.");
    }
    if (password.length() < LEAST_PASSWORD) {
      errors.put(
          "password",
          "The password has %d characters. Give at least %d."
              .formatted(password.length(), LEAST_PASSWORD));
    }
    return errors;
  }

  private static String words(Set<Role> roles) {
    return String.join(
        ", ", roles.stream().map(role -> role.name().toLowerCase(java.util.Locale.ROOT)).toList());
  }
}
