package io.sluice.compressor.lossless;

import io.sluice.compressor.json.Span;
import io.sluice.exchange.Problems;
import java.util.List;

/**
 * A text of a request, and what of it stays as it is.
 *
 * @param text what a message, a document or a tool's result says
 * @param kept stretches that are not changed, ascending, none empty; what they say counts as said
 *     when others repeat it
 */
public record TextToShrink(String text, List<Span> kept) {

  public TextToShrink {
    kept = List.copyOf(kept);
    int after = 0;
    var problems = new Problems("text");
    for (var span : kept) {
      problems.require(
          span.start() >= after && span.end() > span.start() && span.end() <= text.length(),
          "kept",
          "ascending and within the text",
          span);
      after = span.end();
    }
    problems.throwIfAny();
  }

  /** Returns a text that may change everywhere. */
  public static TextToShrink free(String text) {
    return new TextToShrink(text, List.of());
  }

  /** Returns a text that stays as it is. */
  public static TextToShrink fixed(String text) {
    return new TextToShrink(text, text.isEmpty() ? List.of() : List.of(new Span(0, text.length())));
  }

  /** Without content. */
  @Override
  public String toString() {
    return "TextToShrink[%d characters, %d kept]".formatted(text.length(), kept.size());
  }
}
