package org.rung.server.insights;

/// A survey as somebody who is asked sees it.
///
/// @param state `asked`, `answered` or `declined`
public record MySurvey(Survey survey, String state) {}
