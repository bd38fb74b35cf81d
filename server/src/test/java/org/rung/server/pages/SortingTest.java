package org.rung.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SortingTest {
  private static final Map<String, Comparator<String>> COLUMNS =
      Map.of("word", Comparator.naturalOrder(), "length", Comparator.comparing(String::length));

  private static Sorting asked(Map<String, String> asked) {
    return Sorting.of(asked, "words", "length-down");
  }

  @Test
  void sortsAsTheAddressAsksAndKeepsWhatIsAlikeAsItCame() {
    List<String> words = List.of("bb", "a", "cc");
    assertThat(asked(Map.of()).of(words, COLUMNS)).containsExactly("bb", "cc", "a");
    assertThat(asked(Map.of("words", "word")).of(words, COLUMNS)).containsExactly("a", "bb", "cc");
    assertThat(asked(Map.of("words", "nothing")).of(words, COLUMNS)).isEqualTo(words);
  }

  @Test
  void theHeadOfTheSortedColumnTurnsItAndLeavesWhatElseIsAsked() {
    Sorting sorting = asked(Map.of("find", "a & b", "words", "word"));
    assertThat(sorting.aria("word")).isEqualTo("ascending");
    assertThat(sorting.aria("length")).isEqualTo("none");
    assertThat(sorting.by("word", false)).isEqualTo("?find=a+%26+b&words=word-down#words");
    assertThat(sorting.by("length", true)).isEqualTo("?find=a+%26+b&words=length-down#words");
    assertThat(sorting.query()).isEqualTo("?words=word");
    assertThat(asked(Map.of()).by("length", true)).isEqualTo("?words=length#words");
  }
}
