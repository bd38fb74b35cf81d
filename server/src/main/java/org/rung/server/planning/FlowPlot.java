package org.rung.server.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rung.server.pages.Formats;
import org.rung.server.programmes.Strategy;
import org.rung.server.rules.SmallGroups;

/// The flow of people from roles through programmes to roles, laid out as a drawing of 1,080 by
/// [#height] units. Groups of under five people are folded into “other” before anything is drawn.
///
/// @param people drawn; those left out of it were too few even together
public record FlowPlot(
    long people,
    long leftOut,
    double height,
    List<Node> nodes,
    List<Link> links,
    List<Flow> flows) {
  static final String SAME_ROLE = "Same role, new skills";
  static final String ANOTHER_EMPLOYER = "Another employer";
  static final String IN_DEMAND = "Field in demand, in or out";

  private static final int MOST_NODES = 13;
  private static final double LEAST_STEP = 19;
  private static final double GAP = 9;
  private static final double[] X = {212, 520, 834};
  private static final double BAR = 7;

  /// A group of people on the same way.
  public record Flow(String from, String programme, String to, Strategy strategy, long people) {}

  /// @param column 0 roles now, 1 programmes, 2 next roles
  /// @param hue the strategy's word for a programme, empty otherwise
  public record Node(
      int column, String label, long people, double x, double y, double tall, String hue) {
    /// The middle of the bar, where its label stands.
    public double middle() {
      return y + tall / 2;
    }
  }

  /// @param path the outline
  /// @param words what it shows, for a pointer that rests on it
  public record Link(String hue, String path, String words) {}

  static FlowPlot of(List<Flow> all) {
    long total = all.stream().mapToLong(Flow::people).sum();
    List<Flow> flows = fold(few(all));
    long people = flows.stream().mapToLong(Flow::people).sum();
    List<List<String>> names =
        List.of(names(flows, Flow::from), names(flows, Flow::programme), names(flows, Flow::to));
    double scale = 470.0 / Math.max(1, people);
    List<Node> nodes = new ArrayList<>();
    double height = 0;
    for (int column = 0; column < 3; column++) {
      height = Math.max(height, place(column, names.get(column), flows, scale, nodes));
    }
    return new FlowPlot(people, total - people, height, nodes, links(flows, nodes, scale), flows);
  }

  /// One programme with where its people come from and go to: the flow as a list.
  ///
  /// @param hue of the strategy of most of them
  public record Stop(String programme, String hue, long people, String from, String to) {}

  /// The flow by programme, largest first, the folded rest last.
  public List<Stop> stops() {
    return nodes.stream()
        .filter(node -> node.column() == 1)
        .sorted(
            Comparator.comparing((Node node) -> node.label().startsWith("Other "))
                .thenComparing(Comparator.comparingLong(Node::people).reversed()))
        .map(node ->
            new Stop(
                node.label(),
                node.hue(),
                node.people(),
                ends(node.label(), Flow::from),
                ends(node.label(), Flow::to)))
        .toList();
  }

  private String ends(String programme, Function<Flow, String> end) {
    Map<String, Long> sums =
        flows.stream()
            .filter(flow -> flow.programme().equals(programme))
            .collect(Collectors.groupingBy(end, Collectors.summingLong(Flow::people)));
    return sums.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> sum) -> sum.getKey().startsWith("Other "))
                .thenComparing(Map.Entry.<String, Long>comparingByValue().reversed())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(sum -> sum.getKey() + " " + Formats.count(sum.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// A label that stays inside its column at the size it is drawn in.
  public static String cut(String label, int most) {
    return label.length() <= most ? label : label.substring(0, most - 1).stripTrailing() + "…";
  }

  // ---- folding

  /// At most so many names a column; the rest becomes “other”.
  private static List<Flow> few(List<Flow> all) {
    Map<String, Long> from = top(all, Flow::from);
    Map<String, Long> programme = top(all, Flow::programme);
    Map<String, Long> to = top(all, Flow::to);
    return merge(
        all.stream()
            .map(f ->
                new Flow(
                    from.containsKey(f.from()) ? f.from() : "Other roles",
                    programme.containsKey(f.programme()) ? f.programme() : "Other programmes",
                    to.containsKey(f.to()) ? f.to() : "Other next roles",
                    f.strategy(),
                    f.people()))
            .toList());
  }

  /// Folds each group of under five, first its role, then its aim, then its programme.
  private static List<Flow> fold(List<Flow> flows) {
    List<Function<Flow, Flow>> steps =
        List.of(
            f -> new Flow("Other roles", f.programme(), f.to(), f.strategy(), f.people()),
            f ->
                new Flow(
                    "Other roles", f.programme(), "Other next roles", f.strategy(), f.people()),
            f ->
                new Flow(
                    "Other roles",
                    "Other programmes",
                    "Other next roles",
                    f.strategy(),
                    f.people()));
    List<Flow> folded = flows;
    for (Function<Flow, Flow> step : steps) {
      folded =
          merge(
              folded.stream().map(f -> SmallGroups.hides(f.people()) ? step.apply(f) : f).toList());
    }
    return folded.stream().filter(f -> !SmallGroups.hides(f.people())).toList();
  }

  /// The flows that may be told beside the numbers of people in all, of each programme and of each
  /// strategy: what is left out of each is nobody, or five at least.
  static List<Flow> shown(List<Flow> flows) {
    List<Flow> told = new ArrayList<>(fold(flows));
    while (true) {
      Optional<Flow> out =
          SUMS.stream()
              .flatMap(by -> {
                Map<Object, Long> left = new HashMap<>();
                flows.forEach(f -> left.merge(by.apply(f), f.people(), Long::sum));
                told.forEach(f -> left.merge(by.apply(f), -f.people(), Long::sum));
                return told.stream()
                    .filter(f -> SmallGroups.hides(Math.abs(left.getOrDefault(by.apply(f), 0L))));
              })
              .min(Comparator.comparingLong(Flow::people));
      if (out.isEmpty()) {
        return told;
      }
      told.remove(out.get());
    }
  }

  private static final List<Function<Flow, Object>> SUMS =
      List.of(flow -> "", Flow::programme, Flow::strategy);

  private static List<Flow> merge(List<Flow> flows) {
    record Key(String from, String programme, String to, Strategy strategy) {}
    Map<Key, Long> sums = new LinkedHashMap<>();
    flows.forEach(f ->
        sums.merge(new Key(f.from(), f.programme(), f.to(), f.strategy()), f.people(), Long::sum));
    return sums.entrySet().stream()
        .map(e ->
            new Flow(
                e.getKey().from(),
                e.getKey().programme(),
                e.getKey().to(),
                e.getKey().strategy(),
                e.getValue()))
        .sorted(Comparator.comparingLong(Flow::people).reversed().thenComparing(Flow::toString))
        .toList();
  }

  private static Map<String, Long> top(List<Flow> all, Function<Flow, String> name) {
    Map<String, Long> sums =
        all.stream().collect(Collectors.groupingBy(name, Collectors.summingLong(Flow::people)));
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_NODES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  // ---- laying out

  /// Names by strategy and size, so that ribbons of one colour lie together; “other” comes last.
  private static List<String> names(List<Flow> flows, Function<Flow, String> name) {
    Map<String, double[]> order = new HashMap<>(); // strategy weighted, people
    for (Flow flow : flows) {
      double[] sums = order.computeIfAbsent(name.apply(flow), n -> new double[2]);
      sums[0] += flow.people() * (flow.strategy().ordinal() == 0 ? 1.5 : flow.strategy().ordinal());
      sums[1] += flow.people();
    }
    return order.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, double[]>>comparingInt(
                    e -> e.getKey().startsWith("Other ") ? 1 : 0)
                .thenComparingDouble(e -> Math.rint(2 * e.getValue()[0] / e.getValue()[1]))
                .thenComparingDouble(e -> -e.getValue()[1])
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double place(
      int column, List<String> names, List<Flow> flows, double scale, List<Node> nodes) {
    double y = 0;
    for (String name : names) {
      List<Flow> mine = flows.stream().filter(f -> name(f, column).equals(name)).toList();
      long people = mine.stream().mapToLong(Flow::people).sum();
      double tall = people * scale;
      double step = Math.max(LEAST_STEP, tall + GAP);
      nodes.add(
          new Node(
              column,
              name,
              people,
              X[column],
              y + Math.max(0, LEAST_STEP - GAP - tall) / 2,
              tall,
              column == 1 ? hue(mine) : ""));
      y += step;
    }
    return y;
  }

  private static String hue(List<Flow> flows) {
    return flows.stream()
        .collect(Collectors.groupingBy(Flow::strategy, Collectors.summingLong(Flow::people)))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(e -> e.getKey().hue())
        .orElse("");
  }

  private static String name(Flow flow, int column) {
    return switch (column) {
      case 0 -> flow.from();
      case 1 -> flow.programme();
      default -> flow.to();
    };
  }

  private static List<Link> links(List<Flow> flows, List<Node> nodes, double scale) {
    List<Link> links = new ArrayList<>();
    for (int column = 0; column < 2; column++) {
      Map<String, Double> leaving = new HashMap<>();
      Map<String, Double> entering = new HashMap<>();
      for (Node left : column(nodes, column)) {
        for (Node right : column(nodes, column + 1)) {
          for (Strategy strategy : Strategy.values()) {
            int here = column;
            long people =
                flows.stream()
                    .filter(f ->
                        name(f, here).equals(left.label())
                            && name(f, here + 1).equals(right.label())
                            && f.strategy() == strategy)
                    .mapToLong(Flow::people)
                    .sum();
            if (people > 0) {
              double from =
                  leaving.merge(left.label(), people * scale, Double::sum)
                      + left.y()
                      - people * scale;
              double to =
                  entering.merge(right.label(), people * scale, Double::sum)
                      + right.y()
                      - people * scale;
              links.add(
                  new Link(
                      strategy.hue(),
                      ribbon(X[column] + BAR, from, X[column + 1], to, people * scale),
                      "%s people: %s to %s"
                          .formatted(Formats.count(people), left.label(), right.label())));
            }
          }
        }
      }
    }
    return links;
  }

  private static List<Node> column(List<Node> nodes, int column) {
    return nodes.stream().filter(node -> node.column() == column).toList();
  }

  private static String ribbon(double x1, double y1, double x2, double y2, double thick) {
    String middle = Formats.plot((x1 + x2) / 2);
    return "M%s %sC%s %s %s %s %s %sV%sC%s %s %s %s %s %sZ"
        .formatted(
            Formats.plot(x1),
            Formats.plot(y1),
            middle,
            Formats.plot(y1),
            middle,
            Formats.plot(y2),
            Formats.plot(x2),
            Formats.plot(y2),
            Formats.plot(y2 + thick),
            middle,
            Formats.plot(y2 + thick),
            middle,
            Formats.plot(y1 + thick),
            Formats.plot(x1),
            Formats.plot(y1 + thick));
  }
}
