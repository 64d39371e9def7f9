package io.sluice.cache.calibration;

/**
 * A part of a whole, with the 95 % Wilson interval of the rate behind it.
 *
 * @param count at most {@code of}
 */
public record Share(long count, long of) {

  /** The normal distribution's 97.5 % quantile. */
  private static final double Z = 1.959963984540054;

  private static final double Z2 = Z * Z;

  public Share {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException("a share of %d in %d".formatted(count, of));
    }
  }

  /** Returns the share in [0, 1]; 0 of nothing. */
  public double value() {
    return of == 0 ? 0 : (double) count / of;
  }

  /** Returns the lower bound; 0 of nothing. */
  public double low() {
    return count == 0 ? 0 : middle() - half();
  }

  /** Returns the upper bound; 1 of nothing. */
  public double high() {
    return count == of ? 1 : middle() + half();
  }

  private double middle() {
    return (count + Z2 / 2) / (of + Z2);
  }

  private double half() {
    return Z / (of + Z2) * Math.sqrt(count * (of - count) / (double) of + Z2 / 4);
  }

  /**
   * Returns of how many, none being counted, the upper bound first stays under a rate.
   *
   * @param rate in (0, 1)
   */
  public static long neededFor(double rate) {
    long of = (long) Math.floor(Z2 * (1 / rate - 1));
    while (new Share(0, of).high() >= rate) {
      of++;
    }
    return of;
  }
}
