package org.rung.server.access;

/// What somebody may do. A person may have several.
public enum Role {
  /// Reviews growth, sets budgets and rules, makes plans.
  PLANNER("Planner", "growth, scenarios, plans and everybody in them"),
  /// Releases people, sees the team's plan.
  MANAGER("Manager", "the people of the departments given to the account"),
  /// Sees the own path.
  EMPLOYEE("Employee", "the own path and letters of the person the account is"),
  /// Budgets, commitments, payments.
  FINANCE(
      "Finance",
      "budgets and what is paid from them; plans and their sums, without the people; the education benefit's money"),
  /// A training partner: the own classes.
  PARTNER(
      "Training partner",
      "classes of the providers given to the account, vouchers of the own school, own letters"),
  /// Accounts and the audit.
  ADMIN("Administrator", "accounts, the audit, which letters arrive"),
  /// Brings protected attributes in and sees how groups fare; no single row, and nothing else.
  KEEPER("Keeper", "protected attributes: brings them in, sees how groups fare, never a person");

  private final String title;
  private final String opens;

  Role(String title, String opens) {
    this.title = title;
    this.opens = opens;
  }

  /// Its name on pages.
  public String title() {
    return title;
  }

  /// What it opens, in words.
  public String opens() {
    return opens;
  }
}
