package io.sluice.tokenlimit;

import java.util.Optional;

/**
 * What must be known of an exchange to settle it; small enough to be kept in the ledger.
 *
 * @param consumer empty when anonymous
 * @param target name in the catalog; empty when it has none
 * @param model that the provider was asked for
 * @param prompt tokens expected
 * @param counted tokens of the prompt as counted, before they were corrected
 * @param exact whether the count knows the model
 * @param images in the prompt
 * @param stream whether the answer is streamed
 */
record Memo(
    String consumer,
    String target,
    String model,
    long prompt,
    long counted,
    boolean exact,
    int images,
    boolean stream) {

  private static final String SEPARATOR = "\n";

  /** No model's name is longer; what a client makes up is cut. */
  private static final int LONGEST = 200;

  Memo {
    consumer = line(consumer);
    target = line(target);
    model = line(model);
  }

  private static String line(String text) {
    var line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }

  String toNote() {
    return String.join(
        SEPARATOR,
        consumer,
        target,
        model,
        Long.toString(prompt),
        Long.toString(counted),
        Boolean.toString(exact),
        Integer.toString(images),
        Boolean.toString(stream));
  }

  /** Reads a note; empty if it is none of ours, as after an upgrade. */
  static Optional<Memo> of(String note) {
    var parts = note.split(SEPARATOR, -1);
    if (parts.length != 8) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Memo(
              parts[0],
              parts[1],
              parts[2],
              Long.parseLong(parts[3]),
              Long.parseLong(parts[4]),
              Boolean.parseBoolean(parts[5]),
              Integer.parseInt(parts[6]),
              Boolean.parseBoolean(parts[7])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
