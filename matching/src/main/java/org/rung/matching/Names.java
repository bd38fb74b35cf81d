package org.rung.matching;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Names as one run of UTF-8 bytes: millions of them cost their letters and four bytes each.
final class Names implements Serializable {
  private static final long serialVersionUID = 1;

  private byte[] bytes;
  private int[] end;
  private int count;

  Names() {
    bytes = new byte[256];
    end = new int[16];
  }

  /// So many names without a letter.
  static Names blank(int count) {
    Names names = new Names();
    names.end = new int[count];
    names.count = count;
    return names;
  }

  void add(String name) {
    byte[] letters = name.getBytes(StandardCharsets.UTF_8);
    int from = count == 0 ? 0 : end[count - 1];
    long to = (long) from + letters.length;
    if (to > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("names: together over 2147483631 bytes");
    }
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Instance.grown(bytes.length, (int) to));
    }
    if (count == end.length) {
      end = Arrays.copyOf(end, Instance.grown(end.length, count + 1));
    }
    System.arraycopy(letters, 0, bytes, from, letters.length);
    end[count++] = (int) to;
  }

  int size() {
    return count;
  }

  String get(int index) {
    int from = from(index);
    return new String(bytes, from, end[index] - from, StandardCharsets.UTF_8);
  }

  /// The letters themselves, to be read from [#from] to [#to] only.
  byte[] bytes() {
    return bytes;
  }

  int from(int index) {
    return index == 0 ? 0 : end[index - 1];
  }

  int to(int index) {
    return end[index];
  }

  void trim() {
    bytes = Arrays.copyOf(bytes, count == 0 ? 0 : end[count - 1]);
    end = Arrays.copyOf(end, count);
  }
}
