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
  ADMIN
}
