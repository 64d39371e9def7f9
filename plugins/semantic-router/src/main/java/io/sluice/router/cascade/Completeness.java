package io.sluice.router.cascade;

import java.util.Set;

/** Whether an answer came to its end. */
final class Completeness {

  /** What providers say of an answer that ended by itself; some say nothing. */
  private static final Set<String> ENDED =
      Set.of("", "stop", "tool_calls", "function_call", "end_turn", "stop_sequence", "eos");

  private static final String FENCE = "```";

  private Completeness() {}

  static boolean isComplete(CheapAnswer answer) {
    return ENDED.contains(answer.read().finishReason())
        && (answer.calls() || !answer.text().isBlank());
  }

  /** Returns whether every code block that begins also ends. */
  static boolean hasClosedFences(String text) {
    return text.lines().filter(line -> line.strip().startsWith(FENCE)).count() % 2 == 0;
  }
}
