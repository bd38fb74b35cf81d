package org.rung.server.access;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/// Finds or makes the account of somebody whom the sign-in service knows.
///
/// The service's own number of the person (issuer and subject) decides. Only a person without an
/// account here is looked for by email, and only when the service vouches for it; an account that
/// belongs to another number of the same service is never given away, for addresses are used again.
final class OidcSignIn implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private final OidcUserService service = new OidcUserService();
  private final OidcSettings settings;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Directory directory;
  private final Audit audit;
  private final Clock clock;

  OidcSignIn(
      OidcSettings settings,
      Accounts accounts,
      Sessions sessions,
      Directory directory,
      Audit audit,
      Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.sessions = sessions;
    this.directory = directory;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = service.loadUser(request);
    String issuer = Objects.requireNonNull(user.getIdToken().getIssuer()).toString();
    String subject = Objects.requireNonNull(user.getIdToken().getSubject());
    Optional<String> person = person(user);
    Set<Role> roles = roles(user, person);
    Optional<Accounts.Account> known = accounts.known(issuer, subject);
    Accounts.Account account =
        known.isPresent() ? known.get() : first(user, issuer, subject, roles);
    if (!settings.rolesClaim().isEmpty() && roles.isEmpty()) {
      throw refused(OidcProblem.NO_ROLE);
    }
    Accounts.Account told =
        new Accounts.Account(
            account.id(),
            account.version(),
            account.email(),
            account.name(),
            settings.rolesClaim().isEmpty() ? account.roles() : roles,
            settings.personClaim().isEmpty() ? account.employerId() : person,
            account.departments(),
            account.providers());
    if (!told.equals(account)) {
      switch (accounts.change(told)) {
        case DONE -> {
          sessions.end(account.email());
          audit.change(account.email(), "account", account.email());
        }
        case PERSON_TAKEN -> throw refused(OidcProblem.PERSON_TAKEN);
        case STALE -> throw refused(OidcProblem.FAILED);
        case LAST_ADMINISTRATOR -> told = account;
      }
    }
    accounts.seen(issuer, subject, clock.instant());
    return new OidcAccount(
        told.email(),
        told.roles().stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList(),
        user.getIdToken());
  }

  private Accounts.Account first(OidcUser user, String issuer, String subject, Set<Role> roles) {
    String email = user.getEmail();
    if (email == null || email.isBlank() || !Boolean.TRUE.equals(user.getEmailVerified())) {
      throw refused(OidcProblem.EMAIL_UNVERIFIED);
    }
    Optional<Accounts.Account> account = accounts.find(email);
    if (account.isEmpty()) {
      if (roles.isEmpty()) {
        throw refused(OidcProblem.NO_ROLE);
      }
      String name = user.getFullName() == null ? email : user.getFullName();
      accounts.addWithoutPassword(new Accounts.Account(email, name, roles));
      audit.change(email.toLowerCase(Locale.ROOT), "account", email.toLowerCase(Locale.ROOT));
    }
    return accounts
        .bind(email, issuer, subject)
        .orElseThrow(() -> refused(OidcProblem.EMAIL_TAKEN));
  }

  /// The person, when the employer's files have it.
  private Optional<String> person(OidcUser user) {
    return settings.personClaim().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(user.getClaims().get(settings.personClaim()))
            .map(Object::toString)
            .map(String::strip)
            .filter(directory::hasPerson);
  }

  /// The roles of the claim; a person of the employer's files is an employee at least.
  private Set<Role> roles(OidcUser user, Optional<String> person) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Object claim =
        settings.rolesClaim().isEmpty() ? null : user.getClaims().get(settings.rolesClaim());
    Collection<?> values =
        claim instanceof Collection<?> several
            ? several
            : claim instanceof String one ? List.of(one.split("[ ,]+")) : List.of();
    for (Object value : values) {
      for (Role role : Role.values()) {
        if ((OidcSettings.ROLE_PREFIX + role).equalsIgnoreCase(value.toString())) {
          roles.add(role);
        }
      }
    }
    if (person.isPresent()) {
      roles.add(Role.EMPLOYEE);
    }
    return roles;
  }

  private static OAuth2AuthenticationException refused(OidcProblem problem) {
    return new OAuth2AuthenticationException(new OAuth2Error(problem.name()), problem.words());
  }
}
