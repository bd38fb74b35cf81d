package org.rung.server.access;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.files.CsvDownload;
import org.rung.server.pages.Crumb;
import org.rung.server.pages.Formats;
import org.rung.server.pages.Frames;
import org.rung.server.pages.Html;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
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
  private static final Logger log = LoggerFactory.getLogger(AccessPages.class);

  private final Templates templates;
  private final Frames frames;
  private final Accounts accounts;
  private final SetupCode setup;
  private final Audit audit;
  private final AccountDesk desk;
  private final Sessions sessions;
  private final SlowedSignIn passwords;
  private final OidcSettings oidc;
  private final OidcProvider provider;
  private final Tokens tokens;

  AccessPages(
      Templates templates,
      Frames frames,
      Accounts accounts,
      SetupCode setup,
      Audit audit,
      AccountDesk desk,
      Sessions sessions,
      SlowedSignIn passwords,
      OidcSettings oidc,
      OidcProvider provider,
      Tokens tokens) {
    this.templates = templates;
    this.frames = frames;
    this.accounts = accounts;
    this.setup = setup;
    this.audit = audit;
    this.desk = desk;
    this.sessions = sessions;
    this.passwords = passwords;
    this.oidc = oidc;
    this.provider = provider;
    this.tokens = tokens;
  }

  @GetMapping("/sign-in")
  Html signIn(@RequestParam Map<String, String> parameters) {
    String title = "";
    String words = "";
    if (parameters.containsKey("failed")) {
      title = "Email and password do not belong together";
      words = "Check both and try again. An administrator can give you a new password.";
    } else if (parameters.containsKey("refused")) {
      title = "You are not signed in";
      words = OidcProblem.of(parameters.getOrDefault("refused", "")).words();
    }
    return Html.of(signInForm(title, words));
  }

  /// Too many wrong passwords came before; the sign-in forwards here.
  @RequestMapping("/sign-in/wait")
  Html signInLater(HttpServletRequest request, HttpServletResponse response) {
    if (!(request.getAttribute(Landing.WAIT) instanceof TooManyGuesses slowed)) {
      throw new NotFound("Nothing waits here. Sign in at /sign-in.");
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(slowed.seconds()));
    return Html.of(
        signInForm(
            "Too many wrong passwords",
            "This one was not looked at. Try again in %s."
                .formatted(Formats.counted(slowed.seconds(), "second", "seconds"))),
        HttpStatus.TOO_MANY_REQUESTS);
  }

  /// Leads to the sign-in service, once it is known to answer.
  @GetMapping("/sign-in/service")
  View signInService() {
    if (!oidc.given()) {
      throw new NotFound("No sign-in service is set up here.");
    }
    try {
      provider.registration();
    } catch (RuntimeException e) {
      log.warn("The sign-in service does not answer: {}", e.toString());
      throw new Refused(
          "The sign-in service does not answer. Try again in a minute, or sign in with a password.");
    }
    return new RedirectView("/sign-in/with/" + OidcProvider.ID, true, false);
  }

  private JteModel signInForm(String title, String words) {
    return templates.accessSignIn(
        frames.frame("Sign in", Crumb.of("Sign in")),
        title,
        words,
        oidc.given() ? oidc.name() : "",
        accounts.none());
  }

  /// The own account: what it may do, where it is signed in.
  @GetMapping("/account")
  Html own(HttpServletRequest request) {
    return own(request, Map.of(), HttpStatus.OK);
  }

  @PostMapping("/account/password")
  Object ownPassword(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String becomes) {
    Accounts.Account account = ownAccount();
    Map<String, String> errors = new LinkedHashMap<>();
    AccountDesk.passwordError(becomes).ifPresent(error -> errors.put("becomes", error));
    if (errors.isEmpty()) {
      try {
        if (!passwords.isPassword(account.email(), password)) {
          errors.put("password", "This is not the password of the account.");
        }
      } catch (TooManyGuesses slowed) {
        errors.put(
            "password",
            "Too many wrong passwords. Try again in %s."
                .formatted(Formats.counted(slowed.seconds(), "second", "seconds")));
      }
    }
    if (!errors.isEmpty()) {
      return own(request, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    accounts.setPassword(account.email(), becomes);
    sessions.endOthers(account.email(), session(request));
    audit.change("password", account.email());
    return new RedirectView("/account", true, false);
  }

  /// Ends every session of the own account, this one too.
  @PostMapping("/account/sign-out")
  View ownSignOut() {
    sessions.end(ownAccount().email());
    return new RedirectView("/sign-in", true, false);
  }

  private Html own(HttpServletRequest request, Map<String, String> errors, HttpStatus status) {
    Accounts.Account account = ownAccount();
    return Html.of(
        templates.accessOwn(
            frames.frame("Your account", Crumb.of("Your account")),
            new OwnAccount(
                account.email(),
                account.name(),
                words(account.roles()),
                account.employerId().orElse(""),
                String.join(", ", account.departments()),
                accounts.hasPassword(account.email()),
                sessions.of(account.email(), session(request)),
                errors)),
        status);
  }

  private Accounts.Account ownAccount() {
    return accounts
        .find(Frames.viewer())
        .orElseThrow(() -> new NotFound("Invented people of the demo have no account."));
  }

  private static String session(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? "" : session.getId();
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
    Map<String, String> errors = AccountDesk.errors(email, name, password);
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
            desk.all().stream()
                .map(a ->
                    new AccountRow(
                        a.id(),
                        a.email(),
                        a.name(),
                        words(a.roles()),
                        a.employerId().orElse(""),
                        String.join(", ", a.departments()),
                        String.join(", ", a.providers())))
                .toList(),
            Role.values()));
  }

  @PostMapping("/accounts")
  View add(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(name = "role", defaultValue = "") Set<Role> roles) {
    Map<String, String> errors = desk.add(email, name, password, roles);
    if (!errors.isEmpty()) {
      throw new Refused(String.join(" ", errors.values()));
    }
    return new RedirectView("/accounts", true, false);
  }

  @GetMapping("/accounts/{id}")
  Html account(@PathVariable long id) {
    Accounts.Account account = desk.find(id);
    return account(
        new AccountForm(
            id,
            account.version(),
            account.email(),
            account.name(),
            account.roles(),
            account.employerId().orElse(""),
            String.join("\n", account.departments()),
            String.join("\n", account.providers()),
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
      @RequestParam(defaultValue = "") String departments,
      @RequestParam(defaultValue = "") String providers) {
    Map<String, String> errors;
    try {
      errors =
          desk.change(
              id,
              version,
              name,
              roles,
              person,
              departments.lines().toList(),
              providers.lines().toList());
    } catch (AccountDesk.StaleAccount stale) {
      throw new Refused(String.valueOf(stale.getMessage()));
    }
    if (errors.isEmpty()) {
      return new RedirectView("/accounts", true, false);
    }
    return account(
        new AccountForm(
            id,
            version,
            desk.find(id).email(),
            name,
            roles,
            person,
            departments,
            providers,
            errors),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @PostMapping("/accounts/{id}/password")
  View password(@PathVariable long id, @RequestParam(defaultValue = "") String password) {
    desk.password(id, password);
    return new RedirectView("/accounts/" + id, true, false);
  }

  @PostMapping("/accounts/{id}/sign-out")
  View signOut(@PathVariable long id) {
    desk.signOut(id);
    return new RedirectView("/accounts/" + id, true, false);
  }

  /// Ends every token of an account, as signing out ends its sessions.
  @PostMapping("/accounts/{id}/tokens/revoke")
  View revokeTokens(@PathVariable long id) {
    tokens.revokeAll(desk.find(id).email(), id);
    return new RedirectView("/accounts/" + id, true, false);
  }

  @PostMapping("/accounts/{id}/remove")
  View remove(@PathVariable long id) {
    desk.remove(id);
    return new RedirectView("/accounts", true, false);
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
  Html audit(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String deed,
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String which,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean up,
      @RequestParam(defaultValue = "1") int page) {
    return Html.of(
        templates.accessAudit(
            frames.frame("Audit", Crumb.of("Prove"), Crumb.of("Audit")),
            audit.page(AuditFilter.of(who, deed, what, which, from, to, order, up, page))));
  }

  @GetMapping("/audit.csv")
  View auditCsv(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String deed,
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String which,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String order,
      @RequestParam(defaultValue = "false") boolean up) {
    AuditFilter filter = AuditFilter.of(who, deed, what, which, from, to, order, up, 1);
    audit.read("audit", "CSV, " + (filter.narrows() ? filter.csv() : "all"));
    return CsvDownload.of(
        "audit.csv",
        List.of("when", "who", "deed", "what", "which"),
        rows ->
            audit.all(
                filter,
                entry ->
                    rows.row(
                        entry.at(), entry.who(), entry.deed(), entry.what(), entry.subject())));
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
    if (!frames.demo()) {
      throw new NotFound("Only the demo has invented people to look as.");
    }
    DemoPersonas.Persona persona =
        DemoPersonas.Persona.named(account)
            .orElseThrow(() -> new NotFound("There is no persona “%s”.".formatted(account)));
    request.getSession(true).setAttribute(DemoPersonas.CHOSEN, persona);
    return new RedirectView(
        persona == DemoPersonas.Persona.PLANNER
            ? back(referer)
            : new Viewer("", "", Set.of(persona.role), Optional.empty(), List.of(), List.of())
                .start(),
        true,
        false);
  }

  /// The path of the page somebody came from, never another host.
  private static String back(String referer) {
    String path = referer.replaceFirst("^https?://[^/]*", "");
    return path.startsWith("/") && !path.startsWith("//") ? path : "/";
  }

  private static String words(Set<Role> roles) {
    return String.join(
        ", ", roles.stream().map(role -> role.name().toLowerCase(java.util.Locale.ROOT)).toList());
  }
}
