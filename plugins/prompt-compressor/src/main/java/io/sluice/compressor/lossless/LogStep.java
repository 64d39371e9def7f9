package io.sluice.compressor.lossless;

import java.util.function.ToIntFunction;

/**
 * Lines of a log with what they have in common said once; see {@link LogGroup}.
 *
 * <p>Every line can be put together again exactly.
 */
final class LogStep implements Step.OfOneText {

  /** Fewer lines do not pay for the line before them. */
  private static final int MINIMUM = 4;

  /** One group's lines: so that the number in its head stays short. */
  private static final int MAXIMUM = 9_999;

  private final ToIntFunction<String> size;

  LogStep(ToIntFunction<String> size) {
    this.size = size;
  }

  @Override
  public void apply(Draft draft) {
    var lines = draft.lines();
    int line = 0;
    while (line < lines.count()) {
      int end = line;
      while (end < lines.count() && end - line < MAXIMUM && isLogLine(draft, end)) {
        end++;
      }
      if (end - line >= MINIMUM) {
        factor(draft, line, end);
      }
      line = Math.max(end, line + 1);
    }
  }

  private static boolean isLogLine(Draft draft, int line) {
    var lines = draft.lines();
    return lines.is(line, LineKind.PROSE)
        && LogLine.is(draft.text(), lines.start(line), lines.end(line));
  }

  private void factor(Draft draft, int first, int end) {
    var lines = draft.lines();
    var group = new LogGroup(draft.text(), lines, first);
    int from = lines.start(first);
    int to = lines.end(end - 1);
    if (!draft.isFree(from, to) || !group.read(end)) {
      return;
    }
    // Less than twice as much would be lost again in how the rest is cut into tokens.
    if (2 * size.applyAsInt(group.header(end)) > (end - first) * size.applyAsInt(group.common())) {
      return;
    }
    String lineBreak = draft.text().substring(lines.end(first), lines.next(first));
    var factored = new StringBuilder(to - from).append(group.header(end));
    for (int line = first; line < end; line++) {
      factored.append(lineBreak).append(group.rest(line));
    }
    draft.replace(from, to, factored.toString());
  }
}
