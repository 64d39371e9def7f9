package io.sluice.compressor.lossless;

import java.util.function.ToIntFunction;

/**
 * A line of a log that is written several times in a row, once with their number: {@code … [×12]}.
 *
 * <p>Keeps the line, and how often it was there.
 */
final class RepeatStep implements Step.OfOneText {

  private final ToIntFunction<String> size;

  RepeatStep(ToIntFunction<String> size) {
    this.size = size;
  }

  @Override
  public void apply(Draft draft) {
    var lines = draft.lines();
    int line = 0;
    while (line < lines.count()) {
      int end = line + 1;
      while (end < lines.count() && same(draft, line, end)) {
        end++;
      }
      if (end > line + 1) {
        join(draft, line, end);
      }
      line = end;
    }
  }

  private static boolean same(Draft draft, int line, int other) {
    var lines = draft.lines();
    int length = lines.end(line) - lines.start(line);
    return lines.is(line, LineKind.PROSE)
        && lines.is(other, LineKind.PROSE)
        && lines.end(other) - lines.start(other) == length
        && draft.text().regionMatches(lines.start(line), draft.text(), lines.start(other), length);
  }

  private void join(Draft draft, int first, int end) {
    var lines = draft.lines();
    String text = draft.text();
    if (!LogLine.is(text, lines.start(first), lines.end(first))) {
      return;
    }
    int from = lines.end(first);
    int to = lines.end(end - 1);
    String count = " [×%d]".formatted(end - first);
    if (size.applyAsInt(count) < size.applyAsInt(text.substring(from, to))
        && draft.isFree(lines.start(first), to)) {
      draft.replace(from, to, count);
    }
  }
}
