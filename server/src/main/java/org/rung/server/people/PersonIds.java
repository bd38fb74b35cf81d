package org.rung.server.people;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The ids of all people of an employer and of a file, found by open addressing: about 90 bytes for
/// each, since 1.5 million of them are held while an import runs.
final class PersonIds {
  static final byte LINKED = 1; // the person's row says that the id can be followed
  static final byte STORED = 2; // there was a row for the person before this import
  static final byte SEVERAL = 4; // the file has several rows with this id

  private @Nullable String[] keys;
  long[] person; // people.person.id, by slot
  long[] line; // the first good row in the file, 0 for none, by slot
  byte[] marks; // by slot
  private int size;

  PersonIds(long expected) {
    int capacity = Integer.highestOneBit((int) Math.clamp(expected * 2, 1 << 12, 1 << 28)) << 1;
    keys = new @Nullable String[capacity];
    person = new long[capacity];
    line = new long[capacity];
    marks = new byte[capacity];
  }

  /// The slot of an id, -1 when it is not here. Slots hold until the next [#add].
  int find(String id) {
    int slot = slot(id);
    return keys[slot] == null ? -1 : slot;
  }

  /// Adds an id that is not here.
  int add(String id, long personId, int mark) {
    if (size * 5L > keys.length * 3L) {
      grow();
    }
    int slot = slot(id);
    keys[slot] = id;
    person[slot] = personId;
    marks[slot] = (byte) mark;
    size++;
    return slot;
  }

  boolean has(int slot, byte mark) {
    return (marks[slot] & mark) != 0;
  }

  void mark(int slot, byte mark) {
    marks[slot] |= mark;
  }

  private int slot(String id) {
    int hash = id.hashCode() * 0x9E3779B9;
    int slot = (hash ^ hash >>> 15) & (keys.length - 1);
    for (String key = keys[slot]; key != null && !key.equals(id); key = keys[slot]) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    @Nullable String[] oldKeys = keys;
    long[] oldPerson = person;
    long[] oldLine = line;
    byte[] oldMarks = marks;
    keys = Arrays.copyOf(new @Nullable String[0], oldKeys.length * 2);
    person = new long[keys.length];
    line = new long[keys.length];
    marks = new byte[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      String key = oldKeys[i];
      if (key != null) {
        int slot = slot(key);
        keys[slot] = key;
        person[slot] = oldPerson[i];
        line[slot] = oldLine[i];
        marks[slot] = oldMarks[i];
      }
    }
  }
}
