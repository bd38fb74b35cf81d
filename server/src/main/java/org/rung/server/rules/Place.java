package org.rung.server.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A country, a state of it, a city of that: `US`, `US-CA`, `US-NY-NYC`.
///
/// @param code of at least two capital letters, parts joined by `-`
public record Place(String code) {
  /// The employer itself: its own rules stand below those of every place.
  public static final String POLICY = "policy";

  private static final Pattern CODE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{2,3}){0,2}");

  public Place {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "code is %s, not like US, US-CA or US-NY-NYC".formatted(code));
    }
  }

  /// The places whose law holds here, the widest first, and the employer's own rules last.
  List<String> wideToNarrow() {
    List<String> places = new ArrayList<>();
    String so = "";
    for (String part : code.split("-", -1)) {
      so = so.isEmpty() ? part : so + "-" + part;
      places.add(so);
    }
    places.add(POLICY);
    return places;
  }
}
