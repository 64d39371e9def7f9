package io.sluice.runner.check;

import java.util.Comparator;

/**
 * Something wrong in a file of routes.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param where the object of the file that it concerns, {@code route chat}; empty for the file
 * @param message one line
 */
public record Finding(Severity severity, int line, int column, String where, String message)
    implements Comparable<Finding> {

  private static final Comparator<Finding> BY_POSITION =
      Comparator.comparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::where)
          .thenComparing(Finding::message);

  @Override
  public int compareTo(Finding other) {
    return BY_POSITION.compare(this, other);
  }
}
