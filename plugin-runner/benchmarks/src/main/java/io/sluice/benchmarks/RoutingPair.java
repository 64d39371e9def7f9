package io.sluice.benchmarks;

import java.util.List;

/**
 * A cheap and a strong model of a set.
 *
 * @param cheapIn dollars for a million prompt tokens; {@code cheapOut}, {@code strongIn} and {@code
 *     strongOut} likewise; all 0 where the set names no price
 */
record RoutingPair(
    String set,
    String cheap,
    String strong,
    double cheapIn,
    double cheapOut,
    double strongIn,
    double strongOut) {

  /** The first of each set is the one that a model for all sets is trained on. */
  static final List<RoutingPair> ALL =
      List.of(
          unpriced("routellm-mmlu", "weak", "strong"),
          unpriced("routellm-gsm8k", "weak", "strong"),
          new RoutingPair(
              "zeroeval-mix",
              "Meta-Llama-3.1-8B-Instruct",
              "gpt-4o-2024-08-06",
              0.18,
              0.18,
              2.5,
              10),
          new RoutingPair(
              "zeroeval-mix", "gpt-4o-mini-2024-07-18", "gpt-4o-2024-08-06", 0.15, 0.60, 2.5, 10),
          new RoutingPair(
              "zeroeval-mix",
              "claude-3-haiku-20240307",
              "claude-3-5-sonnet-20241022",
              0.25,
              1.25,
              3,
              15),
          unpriced("zeroeval-mix", "gpt-3.5-turbo-0125", "o1-mini-2024-09-12"),
          new RoutingPair(
              "llmrouter-openpool",
              "mistral-7b-instruct-v0.3",
              "llama-3.1-nemotron-51b-instruct",
              0.2,
              0.2,
              0.9,
              0.9),
          unpriced("mmlu-pro-pairs", "llama-3.1-8b-instruct", "llama-3.1-70b-instruct"),
          unpriced("mmlu-pro-pairs", "gemini-1.5-flash-002", "gemini-1.5-pro-002"),
          unpriced("mmlu-pro-pairs", "qwen1.5-7b-chat", "qwen1.5-72b-chat"),
          unpriced("mmlu-pro-pairs", "mixtral-8x7b-instruct-v0.1", "llama-3.1-70b-instruct"));

  private static RoutingPair unpriced(String set, String cheap, String strong) {
    return new RoutingPair(set, cheap, strong, 0, 0, 0, 0);
  }

  static RoutingPair mainOf(String set) {
    return ALL.stream().filter(pair -> pair.set().equals(set)).findFirst().orElseThrow();
  }

  String name() {
    return set + ": " + cheap + " to " + strong;
  }

  boolean hasPrices() {
    return strongOut > 0;
  }

  /** Returns dollars for the cheap model's answer; a token is taken to be four characters. */
  double cheapCost(RoutingRow row) {
    return cost(row, cheap, cheapIn, cheapOut);
  }

  double strongCost(RoutingRow row) {
    return cost(row, strong, strongIn, strongOut);
  }

  private static double cost(RoutingRow row, String model, double in, double out) {
    double characters = row.characters().getOrDefault(model, 0);
    return (row.asked().length() * in + characters * out) / 4 / 1e6;
  }
}
