package io.sluice.benchmarks;

import java.util.List;
import java.util.Optional;

/** A cache as the labelled sets see it: conversations go in with a label, and labels come out. */
interface TriedCache {

  /**
   * One message of a conversation.
   *
   * @param role {@code user} or {@code assistant}
   */
  record Turn(String role, String text) {}

  /** Stores the answer to a conversation that ends with a question. */
  void put(List<Turn> conversation, String answer);

  /** Returns the answer that a conversation would be served. */
  Optional<String> ask(List<Turn> conversation);
}
