package org.rung.server.classes;

import java.time.ZoneId;

/// A site of the employer's and the clock on its wall.
///
/// @param given whether somebody set its time zone; else it is the employer's
public record Site(int id, String name, ZoneId zone, boolean given) {}
