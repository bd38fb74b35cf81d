package org.rung.server.pathways;

/// A skill or field of knowledge in which levels are missing for an occupation.
///
/// @param skill its name in O*NET
/// @param soft whether it is a soft skill
/// @param needed level there, 0 to 7
/// @param shown level of the present occupation, 0 to 7
public record MissingSkill(String skill, boolean soft, double needed, double shown) {}
