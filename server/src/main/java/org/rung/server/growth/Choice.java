package org.rung.server.growth;

/// An option of a list to choose from.
public record Choice(String value, String label, boolean selected) {}
