package org.rung.server.growth;

import java.util.List;

/// Rows of the ranking that can be said the same of.
///
/// @param heading with its count
/// @param more how to see the rows that are left out; empty when there are none
/// @param moreHref the address that shows them
public record GrowthGroup(String heading, List<GrowthRow> rows, String more, String moreHref) {}
