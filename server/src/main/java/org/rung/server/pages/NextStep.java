package org.rung.server.pages;

import java.time.LocalDate;
import java.util.Optional;

/// Something that waits for a person, or comes next for them, on the first page they see.
///
/// @param words what it is, a few words
/// @param detail what is known of it, empty for nothing
/// @param href where it is done or read
/// @param day by which it is to be done, or on which it is; empty without one
/// @param asks whether the person is to do something
public record NextStep(
    String words, String detail, String href, Optional<LocalDate> day, boolean asks) {}
