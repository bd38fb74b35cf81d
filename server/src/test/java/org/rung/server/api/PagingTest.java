package org.rung.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
  private static List<Long> falling(long from, long to) {
    return LongStream.rangeClosed(to, from).boxed().sorted((a, b) -> Long.compare(b, a)).toList();
  }

  @Test
  void everyRowComesOnceWhileNewOnesComeInFront() {
    List<Long> seen = new ArrayList<>();
    String cursor = "";
    long newest = 100;
    do {
      Page<Long> page = Paging.of("7", cursor).before(falling(newest, 1), Long::longValue);
      seen.addAll(page.items());
      cursor = page.next().orElse("");
      newest += 3;
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(falling(100, 1));
  }

  @Test
  void aListThatIsHeldWholeIsCutIntoPages() {
    List<Long> all = falling(15, 1);
    Page<Long> first = Paging.of("5", "").of(all);
    Page<Long> second = Paging.of("", first.next().orElseThrow()).of(all);
    Page<Long> third = Paging.of("5", second.next().orElseThrow()).of(all);
    assertThat(second.items()).isEqualTo(all.subList(5, 10));
    assertThat(third.items()).isEqualTo(all.subList(10, 15));
    assertThat(third.next()).isEmpty();
    assertThat(Paging.of("", "").of(List.of()).items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "201", "-1", "many", "1e3", "99999999999999"})
  void aSizeOutsideItsRangeIsRefused(String size) {
    assertThatThrownBy(() -> Paging.of(size, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("from 1 to 200");
  }

  @ParameterizedTest
  @CsvSource({"!", "abc", "p1.0", "a1.201", "p99999999999999999.5", "x1.5", "p-1.5"})
  void aCursorOfNobodysIsRefused(String inside) {
    for (String cursor :
        List.of(
            inside,
            Base64.getUrlEncoder().encodeToString(inside.getBytes(StandardCharsets.UTF_8)))) {
      assertThatThrownBy(() -> Paging.of("", cursor)).isInstanceOf(Problem.class);
    }
  }

  @Test
  void aCursorOfAnotherKindOfListOrAnotherSizeIsRefused() {
    String counted = Paging.of("5", "").of(falling(15, 1)).next().orElseThrow();
    String named = Paging.of("5", "").before(falling(15, 1), Long::longValue).next().orElseThrow();
    assertThatThrownBy(() -> Paging.of("", counted).seen()).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> Paging.of("", named).number()).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> Paging.of("6", counted))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("pages of 5");
  }
}
