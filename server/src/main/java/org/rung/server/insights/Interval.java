package org.rung.server.insights;

/// A value estimated from some people, with the interval that holds the true one in 95 of 100
/// cases.
///
/// @param people it rests on
public record Interval(double value, double low, double high, double people) {
  /// The 97.5 % point of the normal distribution.
  static final double Z = 1.959964;

  /// A share: Wilson's score interval (Wilson 1927, *Probable inference*, JASA 22), which holds for
  /// few people and for shares of nought and one.
  ///
  /// @param of people, above 0
  static Interval share(double share, double of) {
    return share(share, of, Z);
  }

  /// @param z point of the normal distribution
  static Interval share(double share, double of, double z) {
    double square = z * z;
    double centre = (share + square / (2 * of)) / (1 + square / of);
    double half =
        z / (1 + square / of) * Math.sqrt(share * (1 - share) / of + square / (4 * of * of));
    return new Interval(share, Math.max(0, centre - half), Math.min(1, centre + half), of);
  }

  /// The mean of answers on the scale of [Question], Student's interval, cut at its ends.
  ///
  /// @param tally how many gave each answer, 1 to 5; at least two people in all
  static Interval mean(long[] tally) {
    Moments m = Moments.of(tally);
    double half = student(m.people() - 1) * Math.sqrt(m.variance() / m.people());
    return new Interval(
        m.mean(), Math.max(1, m.mean() - half), Math.min(5, m.mean() + half), m.people());
  }

  /// How much higher the second mean is: Welch's interval (Welch 1947, Biometrika 34).
  static Interval difference(long[] before, long[] after) {
    Moments a = Moments.of(before);
    Moments b = Moments.of(after);
    double va = a.variance() / a.people();
    double vb = b.variance() / b.people();
    double value = b.mean() - a.mean();
    double people = a.people() + b.people();
    if (va + vb == 0) {
      return new Interval(value, value, value, people);
    }
    double df = (va + vb) * (va + vb) / (va * va / (a.people() - 1) + vb * vb / (b.people() - 1));
    double half = student(df) * Math.sqrt(va + vb);
    return new Interval(value, value - half, value + half, people);
  }

  /// How much higher the second share is, by the limits of both: Newcombe 1998, *Interval
  /// estimation for the difference between independent proportions*, Statistics in Medicine 17.
  static Interval difference(Interval first, Interval second) {
    double d = second.value - first.value;
    return new Interval(
        d,
        d - Math.hypot(second.value - second.low, first.high - first.value),
        d + Math.hypot(second.high - second.value, first.value - first.low),
        first.people + second.people);
  }

  /// The 97.5 % point of Student's distribution, by the expansion of Cornish and Fisher: 0.3 % too
  /// small at 4 degrees of freedom, less at more.
  static double student(double df) {
    double z2 = Z * Z;
    double z3 = z2 * Z;
    double z5 = z3 * z2;
    double z7 = z5 * z2;
    return Z
        + (z3 + Z) / (4 * df)
        + (5 * z5 + 16 * z3 + 3 * Z) / (96 * df * df)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * df * df * df);
  }

  private record Moments(double people, double mean, double variance) {
    static Moments of(long[] tally) {
      double people = 0;
      double sum = 0;
      for (int answer = 1; answer <= Question.MOST; answer++) {
        people += tally[answer];
        sum += (double) answer * tally[answer];
      }
      double mean = sum / people;
      double squares = 0;
      for (int answer = 1; answer <= Question.MOST; answer++) {
        squares += tally[answer] * (answer - mean) * (answer - mean);
      }
      return new Moments(people, mean, squares / (people - 1));
    }
  }
}
