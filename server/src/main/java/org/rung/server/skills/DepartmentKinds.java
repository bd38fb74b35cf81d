package org.rung.server.skills;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which SOC groups a department of a common kind mostly employs: a sergeant of the police is no
/// sergeant of the army. The table is ours, written by hand from the SOC's group titles; it holds
/// for any employer and nudges only (see [TitleMatcher]). A department of no known kind says
/// nothing.
final class DepartmentKinds {

  /// @param words comparable words, one of which the department's name must hold
  /// @param groups beginnings of O*NET-SOC codes
  private record Kind(Set<String> words, List<String> groups) {}

  private static final List<Kind> KINDS =
      kinds(
          """
          police sheriff: 33-1012 33-3012 33-302 33-305 33-909 43-5031
          fire: 33-1021 33-202 29-2042 29-2043
          corrections jail prison detention: 33-1011 33-3011 33-3012 21-1092
          security: 33-1091 33-903 33-909
          emergency dispatch 911: 43-5031 33-1 33-909 11-9161 29-2042 29-2043
          library: 25-402 25-403 43-4121
          museum cultural culture art: 25-401 27-1 27-2 27-3
          school education teaching: 25- 11-903
          childcare daycare: 39-9011 25-2011
          water sewer wastewater: 51-8031 51-8021 47-2 43-5041 49-9
          utility power energy: 51-80 49-9051 49-2095 43-5041
          street sanitation refuse waste: 53-7081 53-3032 47-4051 37-30 47-2061
          transportation highway road: 47-4051 47-2 17-2051 53-3 53-6
          transit bus rail: 53-3051 53-3052 53-4 53-1
          aviation airport: 53-2 33-9 37-2011 53-3032
          fleet garage vehicle: 49-3 51-4041 53-7062
          facility maintenance asset: 49-9071 37-2 51-8021 47-2
          building inspection permit: 47-4011 13-1041
          park recreation forestry: 37-3 39-9032 39-9031 19-1031
          health medical clinic hospital: 29- 31- 11-9111 19-104
          nursing: 29-1141 29-2061 31-1131
          animal veterinary: 33-9011 39-202 29-1131 29-2056 31-9096
          family social disability aging youth: 21-1 11-9151 39-9 31-1
          housing planning zoning: 19-3051 11-9141 47-4011 21-1
          law legal attorney counsel: 23-
          hearing court: 23-
          finance treasurer comptroller accounting budget revenue tax: 13-2 11-3031 43-3 33-3041
          audit inspector: 13-2011 13-1041 33-3021
          procurement purchasing: 13-102 11-3061 43-3061
          personnel human payroll: 13-107 13-1141 11-3121 43-4161 43-3051
          technology software computing data it: 15- 11-3021
          election: 43-
          council mayor clerk: 11-1 43- 13-1
          warehouse fulfillment fulfilment distribution logistics shipping: 53-7 43-507 13-1081 53-3
          store retail shop merchandise: 41- 53-7065 43-4051
          sale: 41- 11-2022
          marketing advertising communication: 11-20 13-1161 27-3
          kitchen food restaurant dining: 35- 11-9051
          hotel lodging housekeeping: 37-2012 43-4081 11-9081 35-
          production manufacturing assembly plant: 51- 17-3 49-9 11-3051
          engineering: 17-
          laboratory research: 19-
          construction: 47- 11-9021
          farm agriculture: 45- 11-9013 19-1
          customer call: 43-4051 43-1011 41-
          """);

  private DepartmentKinds() {}

  /// @return beginnings of the O*NET-SOC codes the department mostly employs, empty when its name
  ///   tells nothing
  static List<String> groupsOf(String department) {
    var words = new HashSet<>(TitleWords.words(department));
    var groups = new ArrayList<String>();
    for (Kind kind : KINDS) {
      if (kind.words().stream().anyMatch(words::contains)) {
        groups.addAll(kind.groups());
      }
    }
    return groups;
  }

  private static List<Kind> kinds(String table) {
    return table
        .lines()
        .map(line -> {
          int colon = line.indexOf(':');
          return new Kind(
              Set.copyOf(TitleWords.words(line.substring(0, colon))),
              List.of(line.substring(colon + 2).split(" ", -1)));
        })
        .toList();
  }
}
