package org.rung.server.skills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns the text of a title into comparable words: lower case, no plural, abbreviations written
/// out, grades (`I`, `II`, `III`) and small words left out.
final class TitleWords {

  private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9+#]+");
  private static final Pattern ADDITION = Pattern.compile("[-–,/(]");

  private static final Pattern PREPOSITION = Pattern.compile("(?i) (of|to|for|in) ");

  private static final Pattern SPACE = Pattern.compile(" ");

  private static final int SHORTEST_RUN = 3;
  private static final int LONGEST_RUN = 5;

  /// Words that say nothing about the work: articles, grades, terms of employment.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "a", "an", "and", "for", "in", "of",
          "or", "the", "to", "hourly", "per");

  private static final Map<String, List<String>> WRITTEN_OUT =
      abbreviations(
          """
          acct accountant
          acctg accounting
          adm administrative
          admin administrative
          asgnd assigned
          assoc associate
          asst assistant
          auto automotive
          ceo chief executive officer
          cfo chief financial officer
          cna certified nursing assistant
          comm communications
          coord coordinator
          ctr center
          dept department
          dev development
          diet dietary
          dir director
          ed education
          elec electrical
          emt emergency medical technician
          eng engineer
          engr engineer
          env environmental
          exec executive
          frm foreman
          govt government
          gym gymnasium
          hr human resources
          info information
          instr instructor
          it information technology
          jr junior
          lab laboratory
          lpn licensed practical nurse
          maint maintenance
          math mathematics
          mech mechanic
          med medical
          mfg manufacturing
          mgmnt management
          mgmt management
          mgr manager
          mgt management
          mngr manager
          oper operator
          ops operations
          ot occupational therapist
          phys physical
          pr public relations
          prof professor
          pt physical therapist
          qa quality assurance
          qc quality control
          rad radiology
          rep representative
          rn registered nurse
          sec secretary
          secy secretary
          serv service
          spec specialist
          spvsr supervisor
          sr senior
          supv supervisor
          supvr supervisor
          supvsr supervisor
          svc service
          svcs service
          svp vice president
          tech technician
          techn technician
          veh vehicle
          vet veterinary
          vp vice president
          whse warehouse
          """);

  private TitleWords() {}

  /// Lower case, with one space between runs of letters and digits.
  static String plain(String text) {
    return SEPARATORS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /// The ways to read a title: `Chief Executive Officer (CEO)` reads without and within its
  /// parenthesis, any other title one way.
  ///
  /// @return plain texts, at least one unless the title has neither letter nor digit
  static List<String> readings(String title) {
    int open = title.indexOf('(');
    int close = title.indexOf(')', open + 1);
    var readings = new LinkedHashSet<String>();
    if (open >= 0 && close > open) {
      readings.add(plain(title.substring(0, open) + " " + title.substring(close + 1)));
      readings.add(plain(title.substring(open + 1, close)));
    } else {
      readings.add(plain(title));
    }
    readings.remove("");
    return List.copyOf(readings);
  }

  /// What stands before the first dash, comma, stroke or parenthesis: the whole title if there is
  /// none.
  static String beforeAddition(String title) {
    return ADDITION.split(title, 2)[0];
  }

  /// Of that, what stands before the first preposition: its last word names the kind of worker.
  static String beforePreposition(String title) {
    return PREPOSITION.split(beforeAddition(title), 2)[0];
  }

  /// The comparable words of a text in their order. A text of nothing but left-out words keeps
  /// them.
  static List<String> words(String text) {
    String plain = plain(text);
    if (plain.isEmpty()) {
      return List.of();
    }
    var words = new ArrayList<String>();
    for (String word : SPACE.split(plain)) {
      if (LEFT_OUT.contains(word)) {
        continue;
      }
      for (String whole : WRITTEN_OUT.getOrDefault(word, List.of(word))) {
        words.add(singular(whole));
      }
    }
    return words.isEmpty() ? List.of(SPACE.split(plain)) : words;
  }

  /// The runs of 3 to 5 letters of each word with its borders (`<cl`, `cler`, `erk>`), each as the
  /// number of its bucket: how `carpenter` and `carpentry` come to resemble each other.
  ///
  /// @param buckets a power of two; runs that share a bucket count as one
  static int[] letterRuns(List<String> words, int buckets) {
    int count = 0;
    for (String word : words) {
      for (int length = SHORTEST_RUN; length <= LONGEST_RUN; length++) {
        count += Math.max(0, word.length() + 3 - length);
      }
    }
    int[] runs = new int[count];
    int at = 0;
    int shift = Long.numberOfLeadingZeros(buckets) + 1;
    for (String word : words) {
      String bordered = "<" + word + ">";
      for (int length = SHORTEST_RUN; length <= LONGEST_RUN; length++) {
        for (int from = 0; from + length <= bordered.length(); from++) {
          long packed = 0;
          for (int i = from; i < from + length; i++) {
            packed = packed << 8 | bordered.charAt(i) & 0xff;
          }
          runs[at++] = (int) (packed * 0x9E3779B97F4A7C15L >>> shift);
        }
      }
    }
    return runs;
  }

  private static String singular(String word) {
    int length = word.length();
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4
        && (word.endsWith("sses")
            || word.endsWith("ches")
            || word.endsWith("shes")
            || word.endsWith("xes"))) {
      return word.substring(0, length - 2);
    }
    if (length > 3
        && word.endsWith("s")
        && !word.endsWith("ss")
        && !word.endsWith("us")
        && !word.endsWith("is")) {
      return word.substring(0, length - 1);
    }
    return word;
  }

  private static Map<String, List<String>> abbreviations(String table) {
    var map = new HashMap<String, List<String>>();
    table
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(words -> map.put(words.getFirst(), words.subList(1, words.size())));
    return Map.copyOf(map);
  }
}
