package org.rung.server.access;

import java.util.Map;
import java.util.Set;

/// The page of one account: as it is, or as it was sent with what is wrong beside its field.
///
/// @param version the one that was read
/// @param departments a line each; `providers` alike
/// @param errors by field
public record AccountForm(
    long id,
    int version,
    String email,
    String name,
    Set<Role> roles,
    String person,
    String departments,
    String providers,
    Map<String, String> errors) {}
