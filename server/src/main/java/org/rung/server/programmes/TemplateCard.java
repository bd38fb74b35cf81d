package org.rung.server.programmes;

import java.util.List;

/// A template as people see it: every term in words.
public record TemplateCard(
    String id, String name, Strategy strategy, String kind, List<ProgrammePage.Fact> terms) {}
