package org.rung.server.home;

/// Something that waits for the planner.
public record Waiting(String deed, String href, String why) {}
