package io.sluice.redis.answers;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Where a message is in a stream.
 *
 * @param millis by the server's clock
 * @param sequence tells apart those of one millisecond
 */
record MessageId(long millis, long sequence) implements Comparable<MessageId> {

  /** Before every message. */
  static final MessageId ZERO = new MessageId(0, 0);

  private static final Comparator<MessageId> ORDER =
      Comparator.comparingLong(MessageId::millis).thenComparingLong(MessageId::sequence);

  /**
   * @param answer as Redis writes it
   */
  static MessageId of(Object answer) {
    var text = new String((byte[]) answer, StandardCharsets.US_ASCII);
    int dash = text.indexOf('-');
    return new MessageId(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }

  boolean isAfter(MessageId other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(MessageId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return millis + "-" + sequence;
  }
}
