package org.rung.server.reference;

/// Software of others that comes with the product and is seen by who opens its pages.
public record Software(String name, String version, String by, String licence) {}
