package org.rung.server.home;

/// One step before the first plan.
public record Step(String label, String href, boolean done) {}
