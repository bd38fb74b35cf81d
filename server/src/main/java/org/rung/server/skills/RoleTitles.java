package org.rung.server.skills;

import java.util.Locale;
import java.util.regex.Pattern;

/// What is the same title, and what is no title of one job.
final class RoleTitles {
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u2007\\u202F]+");

  /// `Other`, `Other, Police`, `Various (library)`; but not `Other health worker`.
  private static final Pattern SEVERAL =
      Pattern.compile(
          "(?i)(others?|various|miscellaneous|mixed)( titles| roles| jobs)?([,:;(–—-].*)?");

  private RoleTitles() {}

  /// The words by which a title or department is remembered: lower case, spaces made single.
  static String key(String text) {
    return SPACES.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /// Whether a title gathers several jobs, so that no occupation describes it.
  static boolean severalJobs(String title) {
    return SEVERAL
        .matcher(
            SPACES.matcher(title).replaceAll(" ").strip().replace(" (", "(").replace(" -", "-"))
        .matches();
  }
}
