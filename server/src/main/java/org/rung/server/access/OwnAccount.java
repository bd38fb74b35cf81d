package org.rung.server.access;

import java.util.List;
import java.util.Map;

/// The page of one's own account.
///
/// @param roles in words, with commas
/// @param person the employer's id of whom it is, empty for nobody
/// @param team its departments, with commas
/// @param password whether it has one, or signs in by the service alone
/// @param sessions where it is signed in
/// @param errors by field of the form for another password
public record OwnAccount(
    String email,
    String name,
    String roles,
    String person,
    String team,
    boolean password,
    List<SignedIn> sessions,
    Map<String, String> errors) {}
