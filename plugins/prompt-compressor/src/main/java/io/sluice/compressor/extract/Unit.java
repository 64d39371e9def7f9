package io.sluice.compressor.extract;

import io.sluice.exchange.Problems;

/**
 * A piece of a prompt that is kept or left out as a whole: a sentence, a turn of a conversation, an
 * item of a list, a line of a log, an element of a JSON array.
 *
 * @param text what it says, as it is scored
 * @param heading what is known of its passage beside its text, for scoring alone: a title, the head
 *     of a table, the keys that lead to it; may be empty
 * @param passage number of the document, section or turn that it belongs to, ascending; the units
 *     of a passage follow each other
 * @param paragraph number of the paragraph within all, ascending
 * @param size what it costs to keep it, in tokens, at least 1
 * @param required whether it stays whatever it says
 */
public record Unit(
    String text, String heading, int passage, int paragraph, int size, boolean required) {

  public Unit {
    new Problems("unit").require(size >= 1, "size", "at least 1", size).throwIfAny();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Unit[passage %d, paragraph %d, size %d]".formatted(passage, paragraph, size);
  }
}
