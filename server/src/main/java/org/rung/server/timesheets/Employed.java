package org.rung.server.timesheets;

import java.time.ZoneId;

/// Somebody whose hours are kept, by the newest file that has them.
///
/// @param person the id in `people`
/// @param name the id in the employer's files
/// @param department empty for who is in no file any more
/// @param zone the clock of the site, or the employer's where the site has none
public record Employed(long person, String name, String department, ZoneId zone) {}
