package org.rung.server.growth;

import java.util.List;

/// The page of titles that look renamed, written out.
public record RenamesPage(String finding, List<Waiting> waiting, List<Decided> decided) {
  /// @param why the figures that speak for it
  /// @param people in the one title, before and after
  public record Waiting(
      int fromRole,
      String fromTitle,
      int toRole,
      String toTitle,
      List<String> why,
      String people) {}

  /// @param verdict “one role” or “two roles”
  public record Decided(
      int fromRole, String fromTitle, int toRole, String toTitle, String verdict, String when) {}

  static RenamesPage of(List<Rename> waiting, List<Rename> decided) {
    return new RenamesPage(
        switch (waiting.size()) {
          case 0 -> "No title waits for a decision about a rename";
          case 1 -> "One title looks renamed and waits for you";
          default -> "%d titles look renamed and wait for you".formatted(waiting.size());
        },
        waiting.stream().map(RenamesPage::waiting).toList(),
        decided.stream()
            .flatMap(rename ->
                rename.decision().stream()
                    .map(decision ->
                        new Decided(
                            rename.fromRole(),
                            rename.fromTitle(),
                            rename.toRole(),
                            rename.toTitle(),
                            decision.verdict() == Rename.Verdict.MERGED ? "one role" : "two roles",
                            "%s, %s"
                                .formatted(
                                    decision.by(),
                                    org.rung.server.pages.Formats.moment(decision.at())))))
            .toList());
  }

  private static Waiting waiting(Rename rename) {
    return new Waiting(
        rename.fromRole(),
        rename.fromTitle(),
        rename.toRole(),
        rename.toTitle(),
        why(rename),
        Ranking.arrow(rename.fromBefore(), rename.fromAfter()));
  }

  /// The figures that speak for a rename, as they may be shown.
  static List<String> why(Rename rename) {
    return List.of(
        "%s people of the one title moved to the other"
            .formatted(rename.share(rename.fromBefore())),
        rename.moved() == rename.movers()
            ? "nobody moved to a third title"
            : "they are %s who moved to any title".formatted(rename.share(rename.movers())),
        "they are %s new in the other title".formatted(rename.share(rename.newcomers())));
  }
}
