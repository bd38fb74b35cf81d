package org.rung.server.reference;

/// A public table with where it comes from, for the About page.
public record SourceRow(
    String name, String source, String version, String licence, String notice, long rows) {}
