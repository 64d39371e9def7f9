package io.sluice.exchange;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/** Names one exchange on every system that sees it: a UUID of version 7, sortable by time. */
public record RequestId(String value) {

  private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

  /** Returns an id that nobody has had. */
  public static RequestId next() {
    return new RequestId(GENERATOR.generate().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
