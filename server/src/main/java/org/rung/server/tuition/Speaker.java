package org.rung.server.tuition;

/// An account that speaks for a school.
public record Speaker(String account, String school) {}
