package org.rung.server.home;

/// A fact about the person that can be challenged.
///
/// @param key the value of the form
/// @param name which one, for example `Pay`
/// @param shown what Rung shows
/// @param skill whether it is a skill level
public record MyFact(String key, String name, String shown, boolean skill) {}
