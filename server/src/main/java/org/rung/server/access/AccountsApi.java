package org.rung.server.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rung.server.api.Answers;
import org.rung.server.api.JsonApi;
import org.rung.server.api.Meaning;
import org.rung.server.api.Page;
import org.rung.server.api.Paging;
import org.rung.server.api.Problem;
import org.rung.server.api.ProblemType;
import org.rung.server.api.Told;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/// Accounts, as JSON.
@JsonApi
class AccountsApi {
  private final AccountDesk desk;
  private final Tokens tokens;

  AccountsApi(AccountDesk desk, Tokens tokens) {
    this.desk = desk;
    this.tokens = tokens;
  }

  /// An account.
  record AccountWhole(
      long id,
      @Meaning("A change names the one it read.") int version,
      String email,
      @Meaning("What others see.") String name,
      List<Role> roles,
      @Meaning("The person it is, by the employer's id; null for nobody.") Optional<String> person,
      @Meaning("The team that a manager may see.") List<String> departments,
      @Meaning("Whose classes a training partner gives.") List<String> providers) {
    static AccountWhole of(Accounts.Account account) {
      return new AccountWhole(
          account.id(),
          account.version(),
          account.email(),
          account.name(),
          account.roles().stream().sorted().toList(),
          account.employerId(),
          account.departments(),
          account.providers());
    }
  }

  @Told(value = "List accounts", more = "By email.")
  @GetMapping("/accounts")
  Page<AccountWhole> all(Paging paging) {
    return paging.of(desk.all()).map(AccountWhole::of);
  }

  @Told("Read an account")
  @GetMapping("/accounts/{id}")
  AccountWhole one(@PathVariable long id) {
    return AccountWhole.of(desk.find(id));
  }

  /// An account to be made.
  record AccountNew(
      String email,
      String name,
      @Meaning("12 characters at least, 72 bytes at most.") String password,
      List<Role> roles) {
    AccountNew {
      roles = List.copyOf(roles);
    }
  }

  @Told(value = "Make an account", status = 201, problems = ProblemType.REFUSED)
  @PostMapping("/accounts")
  ResponseEntity<AccountWhole> add(@RequestBody AccountNew asked) {
    refuse(desk.add(asked.email(), asked.name(), asked.password(), set(asked.roles())));
    AccountWhole made = AccountWhole.of(desk.made(asked.email()));
    return Answers.created("/api/v1/accounts/" + made.id(), made);
  }

  /// A change of an account.
  record AccountChange(
      @Meaning("The version that was read.") int version,
      String name,
      List<Role> roles,
      @Meaning("The employer's id; null for nobody.") Optional<String> person,
      @Meaning("As the employer's file has them.") List<String> departments,
      @Meaning("As the programmes name them.") List<String> providers) {
    AccountChange {
      roles = List.copyOf(roles);
      departments = List.copyOf(departments);
      providers = List.copyOf(providers);
    }
  }

  @Told(
      value = "Change an account",
      more = "Other roles end its sessions.",
      problems = ProblemType.STALE_VERSION)
  @PutMapping("/accounts/{id}")
  AccountWhole change(@PathVariable long id, @RequestBody AccountChange asked) {
    try {
      refuse(
          desk.change(
              id,
              asked.version(),
              asked.name(),
              set(asked.roles()),
              asked.person().orElse(""),
              asked.departments(),
              asked.providers()));
    } catch (AccountDesk.StaleAccount stale) {
      throw new Problem(
          ProblemType.STALE_VERSION,
          String.valueOf(stale.getMessage()),
          Map.of("version", desk.find(id).version()));
    }
    return one(id);
  }

  private static Set<Role> set(List<Role> roles) {
    return roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
  }

  /// The field of the form is called `role`.
  private static void refuse(Map<String, String> errors) {
    List<Problem.Fault> faults = new ArrayList<>();
    errors.forEach((field, error) ->
        faults.add(new Problem.Fault(field.equals("role") ? "roles" : field, error)));
    if (!faults.isEmpty()) {
      throw Problem.faulty(faults);
    }
  }

  /// A password.
  record PasswordGiven(@Meaning("12 characters at least, 72 bytes at most.") String password) {}

  @Told(
      value = "Give an account another password",
      more = "It ends its sessions.",
      status = 204,
      problems = ProblemType.REFUSED)
  @PostMapping("/accounts/{id}/password")
  ResponseEntity<Void> password(@PathVariable long id, @RequestBody PasswordGiven given) {
    desk.password(id, given.password());
    return Answers.done();
  }

  @Told(value = "Sign an account out everywhere", status = 204)
  @PostMapping("/accounts/{id}/sign-out")
  ResponseEntity<Void> signOut(@PathVariable long id) {
    desk.signOut(id);
    return Answers.done();
  }

  @Told(value = "End every token of an account", status = 204)
  @PostMapping("/accounts/{id}/tokens/revoke")
  ResponseEntity<Void> revokeTokens(@PathVariable long id) {
    tokens.revokeAll(desk.find(id).email(), id);
    return Answers.done();
  }

  @Told(
      value = "Remove an account",
      more = "What it did stays in the audit. The last administrator stays.",
      status = 204,
      problems = ProblemType.REFUSED)
  @DeleteMapping("/accounts/{id}")
  ResponseEntity<Void> remove(@PathVariable long id) {
    desk.remove(id);
    return Answers.done();
  }
}
