package org.rung.server.pathways;

/// From which similarity on two occupations count as within reach, and what that contains.
///
/// @param percentile the threshold among all pairs of rated occupations, 0 to 1
/// @param similarity the weighted cosine at that percentile, -1 to 1
/// @param learned whether the employer's own moves set it; else it is assumed
/// @param moves own moves between occupations that could be compared, people
/// @param contained of these, the share that passes
/// @param pairs different pairs of occupations among these moves
/// @param pairsContained of these, the share that passes
/// @param randomPass share of all pairs of occupations that passes
/// @param ownPass share of the pairs of the employer's own occupations that passes
/// @param gradeMoves own moves within one occupation, people
/// @param median similarity in the middle of all pairs
/// @param plainMedian plain cosine of the same ratings in the middle of all pairs: what this avoids
public record Threshold(
    double percentile,
    double similarity,
    boolean learned,
    long moves,
    double contained,
    int pairs,
    double pairsContained,
    double randomPass,
    double ownPass,
    long gradeMoves,
    double median,
    double plainMedian) {}
