package org.rung.server.people;

import org.springframework.modulith.NamedInterface;

/// A file was taken on the pages, or a mended row of one: there may be job titles that nobody has
/// seen. Told at least once, after the rows are in. A folder of files tells nothing: whoever takes
/// it goes on by itself.
///
/// @param importId the import
/// @param by the account that asked for it
@NamedInterface("events")
public record PeopleImported(long importId, String by) {}
