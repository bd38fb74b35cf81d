package org.rung.server.access;

/// What the employer's files know of people and departments, to check what an administrator writes.
public interface Directory {
  /// Whether the employer's files have a person with this id.
  boolean hasPerson(String employerId);

  /// Whether the employer's files have a department of exactly this name.
  boolean hasDepartment(String name);
}
