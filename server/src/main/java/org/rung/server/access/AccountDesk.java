package org.rung.server.access;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.pages.NotFound;
import org.rung.server.pages.Refused;
import org.springframework.stereotype.Component;

/// What administrators do with accounts, for pages and API alike: each deed is checked, ends the
/// sessions it must end, and is noted.
@Component
class AccountDesk {
  private static final int LEAST_PASSWORD = 12;

  /// Bcrypt takes no more.
  private static final int MOST_PASSWORD = 72;

  private static final int LONGEST = 200;

  private final Accounts accounts;
  private final Directory directory;
  private final Providers providers;
  private final Sessions sessions;
  private final Audit audit;

  AccountDesk(
      Accounts accounts, Directory directory, Providers providers, Sessions sessions, Audit audit) {
    this.accounts = accounts;
    this.directory = directory;
    this.providers = providers;
    this.sessions = sessions;
    this.audit = audit;
  }

  /// What is wrong with an account to be made, by field: `email`, `name`, `password`.
  static Map<String, String> errors(String email, String name, String password) {
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
    if (name.isBlank()) {
      errors.put("name", "The name is empty. Give the name that others see.");
    }
    passwordError(password).ifPresent(error -> errors.put("password", error));
    return errors;
  }

  /// Longer ones are refused, since the hash would not see their end.
  static Optional<String> passwordError(String password) {
    if (password.length() < LEAST_PASSWORD) {
      return Optional.of(
          "The password has %d characters. Give at least %d."
              .formatted(password.length(), LEAST_PASSWORD));
    }
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    return bytes > MOST_PASSWORD
        ? Optional.of("The password has %d bytes. Give at most %d.".formatted(bytes, MOST_PASSWORD))
        : Optional.empty();
  }

  List<Accounts.Account> all() {
    return accounts.all();
  }

  /// @throws NotFound when there is none
  Accounts.Account find(long id) {
    return accounts
        .find(id)
        .orElseThrow(() -> new NotFound("There is no account %d. See Accounts.".formatted(id)));
  }

  /// Makes an account.
  ///
  /// @return what is wrong, by field, with nothing made; empty when it is made
  /// @throws Refused when the email has an account
  Map<String, String> add(String email, String name, String password, Set<Role> roles) {
    Map<String, String> errors = errors(email, name, password);
    if (roles.isEmpty()) {
      errors.put("role", "No role was chosen. Choose at least one.");
    }
    if (errors.isEmpty()) {
      if (!accounts.add(new Accounts.Account(email, name, roles), password)) {
        throw new Refused("%s has an account already. Give another email.".formatted(email));
      }
      audit.change("account", email);
    }
    return errors;
  }

  /// The account with this email, after it was made.
  Accounts.Account made(String email) {
    return accounts.find(email.toLowerCase(Locale.ROOT)).orElseThrow();
  }

  /// Somebody else changed the account meanwhile; nothing was changed now.
  static final class StaleAccount extends RuntimeException {
    StaleAccount() {
      super("This account was changed meanwhile. Nothing was changed now; open it again.");
    }
  }

  /// Changes an account.
  ///
  /// @param version the one that was read
  /// @param person empty for nobody
  /// @return what is wrong, by field, with nothing changed; empty when it is changed
  /// @throws StaleAccount when it has another version
  Map<String, String> change(
      long id,
      int version,
      String name,
      Set<Role> roles,
      String person,
      List<String> departments,
      List<String> teaches) {
    Accounts.Account before = find(id);
    List<String> team = given(departments);
    List<String> partners = given(teaches);
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
    partners.stream()
        .filter(provider -> !providers.teaches(provider))
        .findFirst()
        .ifPresent(unknown ->
            errors.put(
                "providers",
                "No partner called “%s” teaches a programme. Give it as the programmes name it."
                    .formatted(unknown)));
    if (!errors.isEmpty()) {
      return errors;
    }
    Accounts.Change change =
        accounts.change(
            new Accounts.Account(
                id,
                version,
                before.email(),
                name.strip(),
                roles,
                Optional.of(person.strip()).filter(given -> !given.isEmpty()),
                team,
                partners));
    return switch (change) {
      case DONE -> {
        if (!roles.equals(before.roles())) {
          sessions.end(before.email());
        }
        audit.change("account", before.email());
        yield Map.of();
      }
      case STALE -> throw new StaleAccount();
      case PERSON_TAKEN ->
          Map.of("person", "Another account is this person already. Take it off there first.");
      case LAST_ADMINISTRATOR ->
          Map.of(
              "role",
              "Nobody else administers. Give another account the role admin before this one loses it.");
    };
  }

  private static List<String> given(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  /// Gives an account another password and ends its sessions.
  ///
  /// @throws Refused when it is too short or too long
  void password(long id, String password) {
    Accounts.Account account = find(id);
    passwordError(password)
        .ifPresent(error -> {
          throw new Refused(error);
        });
    accounts.setPassword(account.email(), password);
    sessions.end(account.email());
    audit.change("password", account.email());
  }

  /// Ends the sessions of an account.
  void signOut(long id) {
    Accounts.Account account = find(id);
    sessions.end(account.email());
    audit.change("session", account.email());
  }

  /// Removes an account for good.
  ///
  /// @throws Refused when nobody else administers
  void remove(long id) {
    Accounts.Account account = find(id);
    if (!accounts.remove(id)) {
      throw new Refused(
          "Nobody else administers. Give another account the role admin before this one goes.");
    }
    sessions.end(account.email());
    audit.change("account", account.email());
  }
}
