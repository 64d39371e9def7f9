package io.sluice.compressor.lossless;

import io.sluice.compressor.json.Json;
import io.sluice.compressor.json.JsonBlocks;
import io.sluice.compressor.json.Span;
import java.util.Locale;

/**
 * JSON without its insignificant white space.
 *
 * <p>Keeps every string, number and literal as it is written, in its order. A text that is JSON, a
 * block of it between other lines, a fence that is tagged as JSON; not in other code.
 */
final class JsonStep implements Step.OfOneText {

  @Override
  public void apply(Draft draft) {
    for (var block : JsonBlocks.in(draft.text())) {
      if (isData(draft, block)) {
        minify(draft, block);
      }
    }
  }

  private static void minify(Draft draft, Span block) {
    var shorter = new StringBuilder(block.length());
    Json.tidy(draft.text(), block.start(), block.end(), shorter);
    // An empty pair of brackets may be the box of a task.
    if (shorter.length() < block.length() && shorter.length() > 2) {
      draft.replace(block.start(), block.end(), shorter.toString());
    }
  }

  private static boolean isData(Draft draft, Span block) {
    var lines = draft.lines();
    int line = lines.at(block.start());
    return switch (lines.kind(line)) {
      case PROSE -> true;
      case VERBATIM -> isTaggedJson(draft.text(), lines, lines.opener(line));
      default -> false;
    };
  }

  private static boolean isTaggedJson(String text, Lines lines, int opener) {
    int end = Chars.skipBlankBack(text, lines.start(opener), lines.end(opener));
    int start = end;
    while (start > lines.start(opener) && isTag(text.charAt(start - 1))) {
      start--;
    }
    return switch (text.substring(start, end).toLowerCase(Locale.ROOT)) {
      case "json", "jsonl", "ndjson", "geojson" ->
          start > lines.start(opener) && text.charAt(start - 1) == fenceSign(text, lines, opener);
      default -> false;
    };
  }

  private static char fenceSign(String text, Lines lines, int opener) {
    return text.charAt(Chars.skipBlank(text, lines.start(opener), lines.end(opener)));
  }

  private static boolean isTag(char c) {
    return Character.isLetterOrDigit(c);
  }
}
