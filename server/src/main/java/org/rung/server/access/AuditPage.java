package org.rung.server.access;

import java.util.List;

/// One page of the audit.
///
/// @param found entries that the filter lets through
/// @param all entries there are
/// @param kinds of data that were ever read or changed
public record AuditPage(
    AuditFilter filter,
    List<Audit.Entry> entries,
    long found,
    long all,
    int pages,
    List<String> kinds) {}
