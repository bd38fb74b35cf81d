package org.rung.server.people;

import java.util.Arrays;
import java.util.List;

/// What a column of an employer's file can be.
public enum ImportColumn {
  PERSON_ID(ImportKind.WORKFORCE, "Person id", true),
  JOB_TITLE(ImportKind.WORKFORCE, "Job title", true),
  DEPARTMENT(ImportKind.WORKFORCE, "Department", false),
  SITE(ImportKind.WORKFORCE, "Site", false),
  SITE_KIND(ImportKind.WORKFORCE, "Kind of site", false),
  LINKED(ImportKind.WORKFORCE, "Id can be followed over files", false),
  FULL_PART(ImportKind.WORKFORCE, "Full or part time", false),
  PAY_BASIS(ImportKind.WORKFORCE, "Salary or hourly", false),
  WEEKLY_HOURS(ImportKind.WORKFORCE, "Weekly hours", false),
  ANNUAL_PAY(ImportKind.WORKFORCE, "Pay a year", false),
  HOURLY_PAY(ImportKind.WORKFORCE, "Pay an hour", false),
  MONTHLY_PAY(ImportKind.WORKFORCE, "Pay a month", false),
  HIRED_ON(ImportKind.WORKFORCE, "Hired on", false),
  MANAGER_ID(ImportKind.WORKFORCE, "Manager's id", false),
  SNAPSHOT_DAY(ImportKind.WORKFORCE, "Day of the snapshot", false),

  REQUISITION(ImportKind.HIRING, "Requisition", true),
  HIRING_TITLE(ImportKind.HIRING, "Job title", true),
  OPENED_ON(ImportKind.HIRING, "Opened on", true),
  FILLED_ON(ImportKind.HIRING, "Filled on", false),
  COST(ImportKind.HIRING, "Cost of the hire", false);

  private final ImportKind kind;
  private final String words;
  private final boolean required;

  ImportColumn(ImportKind kind, String words, boolean required) {
    this.kind = kind;
    this.words = words;
    this.required = required;
  }

  /// The file it belongs to.
  public ImportKind kind() {
    return kind;
  }

  /// As people read it.
  public String words() {
    return words;
  }

  /// Whether a file without it cannot be imported.
  public boolean required() {
    return required;
  }

  /// The columns of a kind of file, in their order.
  public static List<ImportColumn> of(ImportKind kind) {
    return Arrays.stream(values()).filter(column -> column.kind == kind).toList();
  }
}
