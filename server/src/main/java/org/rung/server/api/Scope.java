package org.rung.server.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a token may be made for: to read or to write under one word of the addresses. Reading is
/// `GET`, `HEAD` and `OPTIONS`, everything else writes.
public enum Scope {
  OVERVIEW_READ("See where everything stands and what waits"),
  SCENARIOS_READ("Read scenarios with every figure and its source"),
  SCENARIOS_WRITE("Make, copy, change and remove scenarios"),
  PLANS_READ("Read plans, their certificates and figures; planners also the people in them"),
  PLANS_WRITE("Make plans, change budgets, publish and withdraw"),
  PEOPLE_READ("Read who works here, with pay and decisions"),
  IMPORTS_READ("Read imports and the rows that wait"),
  IMPORTS_WRITE("Send files, import them, mend, undo"),
  ROLES_READ("Read roles, their occupations and labels"),
  ROLES_WRITE("Decide occupations, send labels, ask for the matcher"),
  GROWTH_READ("Read how roles grow, and which titles look renamed"),
  GROWTH_WRITE("Decide whether two titles are one role"),
  OPENINGS_READ("Read openings by role and year"),
  OPENINGS_WRITE("Set openings, or go back to the forecast"),
  PROGRAMMES_READ("Read programmes, templates and catalogues"),
  PROGRAMMES_WRITE("Send catalogues, adopt templates, start programmes"),
  PATHWAYS_READ("Read what can be reached from each role"),
  PATHWAYS_WRITE("Find the pathways anew"),
  ACCOUNTS_READ("Read accounts"),
  ACCOUNTS_WRITE("Make, change and remove accounts"),
  AUDIT_READ("Read who read or changed personal data"),
  FAIRNESS_READ("Compare groups of five people and more"),
  FAIRNESS_WRITE("Bring protected attributes in and take them out"),
  ROOMS_READ("Read rooms"),
  ROOMS_WRITE("Add and close rooms, set the clocks of sites"),
  INSTRUCTORS_READ("Read who teaches"),
  INSTRUCTORS_WRITE("Add and close instructors"),
  PARTNER_READ("Read the classes that a training partner gives"),
  PARTNER_WRITE("Mark who was there, report results"),
  RULES_READ("Read rules with their versions; planners also trials of changes"),
  RULES_WRITE("Try changes of rules on everybody and publish them"),
  JOBS_READ("See how long work stands"),
  JOBS_WRITE("Cancel long work"),
  BUDGETS_READ("Read budgets, their statements and forecasts"),
  BUDGETS_WRITE("Grant and withdraw money, take either back"),
  APPEALS_READ("Read what people asked to be looked at again"),
  APPEALS_WRITE("Answer appeals"),
  LETTERS_READ("Read letters, their words and whether they arrived"),
  LETTERS_WRITE("Change the words of letters, send failed ones again"),
  MY_READ("Read the own path, offers, letters, decisions and appeals"),
  MY_WRITE("Answer offers, appeal a decision, challenge a fact, ask for another pathway"),
  TEAM_READ("Read who of the own team is planned for what and when"),
  TEAM_WRITE("Release people, say what stands against a release"),
  OFFERS_READ("Read how offers stand, and the releases that wait"),
  OFFERS_WRITE("Send offers, settle releases"),
  INTAKES_READ("Read who is in an intake or waits for it, its sessions and who was there"),
  INTAKES_WRITE("Lay out, move and cancel sessions; say who is in the new role"),
  REPORTS_READ("Read what each strategy and programme brought, planned beside actual"),
  REPORTS_WRITE("Set what a programme is to reach, and what an outside hire costs"),
  SURVEYS_READ("Read surveys and what may be told of their answers"),
  SURVEYS_WRITE("Open and close surveys"),
  TESTS_READ("Read entry tests and their results"),
  TESTS_WRITE("Set entry tests, report and correct results"),
  ABOUT_READ("Read the public sources and their licences");

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String ROOT = "/api/v1/";

  private final String meaning;

  Scope(String meaning) {
    this.meaning = meaning;
  }

  /// What it opens, in words.
  public String meaning() {
    return meaning;
  }

  /// The word of the addresses, for example `plans`.
  public String word() {
    return name().substring(0, name().lastIndexOf('_')).toLowerCase(Locale.ROOT);
  }

  /// Whether it opens what writes.
  public boolean writes() {
    return name().endsWith("_WRITE");
  }

  /// As tokens, tables and the document write it, for example `plans:read`.
  public String code() {
    return word() + (writes() ? ":write" : ":read");
  }

  /// The authority that a request with a token of this scope has.
  public String authority() {
    return "SCOPE_" + code();
  }

  /// The scope with this code.
  public static Optional<Scope> of(String code) {
    return Arrays.stream(values()).filter(scope -> scope.code().equals(code)).findAny();
  }

  /// The scope that a request needs; empty when the address has a word that nothing opens.
  static Optional<Scope> needed(String method, String path) {
    return path.startsWith(ROOT)
        ? of(
            List.of(path.substring(ROOT.length()).split("[/.]", 2)).getFirst()
                + (READING.contains(method) ? ":read" : ":write"))
        : Optional.empty();
  }
}
