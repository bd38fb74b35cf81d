package org.rung.matching.testkit;

import java.math.BigInteger;

/// A whole number of any size that is added to; a `long` while it fits.
final class Whole {
  private BigInteger spilled = BigInteger.ZERO;
  private long sum;

  void clear() {
    if (spilled.signum() != 0) {
      spilled = BigInteger.ZERO;
    }
    sum = 0;
  }

  void add(long value) {
    long next = sum + value;
    if (((sum ^ next) & (value ^ next)) < 0) {
      spilled = spilled.add(BigInteger.valueOf(sum)).add(BigInteger.valueOf(value));
      next = 0;
    }
    sum = next;
  }

  void addProduct(long a, long b) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) == low >> 63) {
      add(low);
    } else {
      spilled = spilled.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
    }
  }

  void add(Whole other) {
    if (other.spilled.signum() != 0) {
      spilled = spilled.add(other.spilled);
    }
    add(other.sum);
  }

  void set(Whole other) {
    spilled = other.spilled;
    sum = other.sum;
  }

  boolean isMoreThan(Whole other) {
    return spilled.signum() == 0 && other.spilled.signum() == 0
        ? sum > other.sum
        : value().compareTo(other.value()) > 0;
  }

  BigInteger value() {
    return spilled.signum() == 0 ? BigInteger.valueOf(sum) : spilled.add(BigInteger.valueOf(sum));
  }
}
