package org.rung.server.growth;

import java.util.List;
import java.util.Map;

/// The page of all roles, written out.
///
/// @param find what was looked for
/// @param sorts `aria-sort` by column: title, people, percent, low, pay
/// @param next the value each head's button sends, by column
/// @param csv the address of the same rows as CSV
/// @param counts which titles each of the page's counts is of
/// @param against what is not the growth it seems to be
/// @param change what to look at instead
/// @param waiting how many titles look renamed and wait for a decision
public record RankingPage(
    boolean comparable,
    String finding,
    String lead,
    String find,
    List<Choice> departments,
    List<Choice> bases,
    List<Choice> ranks,
    String shown,
    Map<String, String> sorts,
    Map<String, String> next,
    String csv,
    List<GrowthGroup> groups,
    List<GrowthRow> families,
    String familiesFinding,
    String reading,
    String counts,
    List<String> against,
    List<String> change,
    int waiting,
    String source) {}
