package org.rung.server.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rung.matching.Choice;
import org.rung.matching.Instance;

/// How many of a group are here, have a pathway to weigh, and are in a plan.
record GroupCount(Group group, long people, long withCandidate, long inPlan) {
  /// Every group of a plan, those of one fact beside each other. A fact by which all are alike
  /// makes no groups.
  static List<GroupCount> of(Solution solution) {
    Model model = solution.model();
    Instance instance = model.instance();
    Groups groups = new Groups(model.workforce());
    List<GroupCount> counts = new ArrayList<>();
    for (GroupKind kind : GroupKind.values()) {
      List<String> values = groups.values(kind);
      if (values.size() < 2) {
        continue;
      }
      Map<String, Integer> at = new HashMap<>();
      values.forEach(value -> at.put(value, at.size()));
      long[][] sums = new long[values.size()][3];
      for (int e = 0; e < model.workforce().size(); e++) {
        long[] sum = sums[at.getOrDefault(groups.of(kind, e), 0)];
        sum[0]++;
        sum[1] += instance.endOfCandidates(e) > instance.firstCandidate(e) ? 1 : 0;
        sum[2] += solution.solved().choice().candidateOf(e) != Choice.NONE ? 1 : 0;
      }
      for (int v = 0; v < values.size(); v++) {
        counts.add(
            new GroupCount(new Group(kind, values.get(v)), sums[v][0], sums[v][1], sums[v][2]));
      }
    }
    return counts;
  }
}
