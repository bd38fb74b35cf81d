package org.rung.server.access;

/// What somebody may do. A person may have several.
public enum Role {
  /// Reviews growth, sets budgets and rules, makes plans.
  PLANNER,
  /// Releases people, sees the team's plan.
  MANAGER,
  /// Sees the own path.
  EMPLOYEE,
  /// Budgets, commitments, payments.
  FINANCE,
  /// A training partner: the own sessions.
  PARTNER,
  /// Accounts and the audit.
  ADMIN,
  /// Brings protected attributes in and sees how groups fare; no single row, and nothing else.
  KEEPER
}
