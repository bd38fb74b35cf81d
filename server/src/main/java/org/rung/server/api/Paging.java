package org.rung.server.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which items of a list are asked for: an argument of handlers that answer with a [Page]. A cursor
/// is what the page before gave, and means nothing to clients. Inside it counts pages, where rows
/// do not move, or names the last row that was seen, where new ones come in front.
public final class Paging {
  /// Items of a page unless the request says otherwise.
  public static final int USUAL = 50;

  /// The most items of a page.
  public static final int MOST = 200;

  private static final Pattern CURSOR = Pattern.compile("([pa])(\\d{1,18})\\.(\\d{1,3})");
  private static final String AT = "query.cursor";

  private final int size;
  private final Optional<Character> kind;
  private final long position;

  private Paging(int size, Optional<Character> kind, long position) {
    this.size = size;
    this.kind = kind;
    this.position = position;
  }

  /// @param size as it stands in the address, empty when it does not
  /// @param cursor as it stands in the address, empty when it does not
  /// @throws Problem of faulty values
  static Paging of(String size, String cursor) {
    int asked = USUAL;
    if (!size.isEmpty()) {
      asked = size.matches("\\d{1,4}") ? Integer.parseInt(size) : 0;
      if (asked < 1 || asked > MOST) {
        throw Problem.faulty(
            "query.size", "“%s” is no size. Give one from 1 to %d.".formatted(size, MOST));
      }
    }
    if (cursor.isEmpty()) {
      return new Paging(asked, Optional.empty(), 0);
    }
    Matcher found = CURSOR.matcher(decoded(cursor));
    if (!found.matches()
        || (found.group(1).equals("p") && Long.parseLong(found.group(2)) > 10_000_000)) {
      throw strange();
    }
    int first = Integer.parseInt(found.group(3));
    if (first < 1 || first > MOST || (!size.isEmpty() && asked != first)) {
      throw Problem.faulty(
          "query.size",
          "The list was begun with pages of %d. Leave the size away, or begin anew without a cursor."
              .formatted(first));
    }
    return new Paging(first, Optional.of(found.group(1).charAt(0)), Long.parseLong(found.group(2)));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Problem strange() {
    return Problem.faulty(AT, "This cursor is of no page of this list. Begin without one.");
  }

  private String cursor(char as, long at) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString("%c%d.%d".formatted(as, at, size).getBytes(StandardCharsets.ISO_8859_1));
  }

  /// How many items.
  public int size() {
    return size;
  }

  /// The number of the page, from 0, for a list whose rows do not move; end with [#page].
  ///
  /// @throws Problem when the cursor is of another kind of list
  public int number() {
    if (kind.filter(of -> of == 'a').isPresent()) {
      throw strange();
    }
    return (int) position;
  }

  /// The number of the last item that was seen, for a list in falling order of numbers; the highest
  /// there can be at the beginning. End with [#before].
  ///
  /// @throws Problem when the cursor is of another kind of list
  public long seen() {
    if (kind.filter(of -> of == 'p').isPresent()) {
      throw strange();
    }
    return kind.isEmpty() ? Long.MAX_VALUE : position;
  }

  /// A page of a list whose rows do not move.
  ///
  /// @param rows of the page [#number], at most [#size]
  /// @param all how many rows the list has
  public <T> Page<T> page(List<T> rows, long all) {
    long next = (number() + 1L) * size;
    return new Page<>(
        rows, next < all ? Optional.of(cursor('p', number() + 1L)) : Optional.empty());
  }

  /// A page of a list in falling order of numbers, to which new rows come in front.
  ///
  /// @param rows below [#seen], in any order: all there are, or the highest, at least one more than
  ///   [#size]
  /// @param number of a row
  public <T> Page<T> before(List<T> rows, ToLongFunction<T> number) {
    long seen = seen();
    List<T> below =
        rows.stream()
            .filter(row -> number.applyAsLong(row) < seen)
            .sorted(Comparator.comparingLong(number).reversed())
            .toList();
    List<T> shown = below.subList(0, Math.min(size, below.size()));
    return new Page<>(
        shown,
        below.size() > size
            ? Optional.of(cursor('a', number.applyAsLong(shown.getLast())))
            : Optional.empty());
  }

  /// A page of a list that is held whole and whose rows do not move.
  public <T> Page<T> of(List<T> all) {
    long from = Math.min((long) number() * size, all.size());
    return page(all.subList((int) from, (int) Math.min(from + size, all.size())), all.size());
  }
}
