package org.rung.matching;

import java.math.BigInteger;

/// A signed whole number of 128 bits that is added to: the exact sums of the certificate. The
/// bounds that [Instance] sets on its numbers and [Prices] on prices keep every sum inside.
final class Sum128 implements Summand<Sum128> {
  private static final long serialVersionUID = 1;

  private long high;
  private long low;

  void clear() {
    high = 0;
    low = 0;
  }

  void add(long value) {
    addParts(value >> 63, value);
  }

  void addProduct(long a, long b) {
    addParts(Math.multiplyHigh(a, b), a * b);
  }

  @Override
  public void add(Sum128 other, int part) {
    add(other);
  }

  void add(Sum128 other) {
    addParts(other.high, other.low);
  }

  void set(Sum128 other) {
    high = other.high;
    low = other.low;
  }

  boolean isPositive() {
    return high > 0 || (high == 0 && low != 0);
  }

  boolean isMoreThan(Sum128 other) {
    return high != other.high ? high > other.high : Long.compareUnsigned(low, other.low) > 0;
  }

  boolean isAtMost(long value) {
    long valueHigh = value >> 63;
    return high != valueHigh ? high < valueHigh : Long.compareUnsigned(low, value) <= 0;
  }

  BigInteger toBigInteger() {
    BigInteger unsignedLow = BigInteger.valueOf(low);
    if (low < 0) {
      unsignedLow = unsignedLow.add(BigInteger.ONE.shiftLeft(64));
    }
    return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
  }

  private void addParts(long otherHigh, long otherLow) {
    long sum = low + otherLow;
    high += otherHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }
}
