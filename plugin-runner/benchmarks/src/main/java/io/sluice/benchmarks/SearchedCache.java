package io.sluice.benchmarks;

import io.sluice.cache.calibration.StoredQuestions;
import io.sluice.cache.guard.Candidate;
import io.sluice.exchange.EmbeddingModel;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cache in its simplest form, which a policy chooses from: what the plugin is compared with. */
final class SearchedCache implements TriedCache {

  private final StoredQuestions questions;
  private final CachePolicy policy;

  SearchedCache(EmbeddingModel model, CachePolicy policy) {
    this.questions = new StoredQuestions(model, new HashMap<>());
    this.policy = policy;
  }

  @Override
  public void put(List<Turn> conversation, String answer) {
    questions.put(partition(conversation), List.of(), question(conversation), answer);
  }

  @Override
  public Optional<String> ask(List<Turn> conversation) {
    var asked = question(conversation);
    var nearest = questions.nearest(partition(conversation), asked, any -> true);
    return policy.chooser(conversation.size() > 1).choose(asked, nearest).map(Candidate::answer);
  }

  /** Earlier turns, word by word, where the policy minds them. */
  private String partition(List<Turn> conversation) {
    return policy.conversations()
        ? String.join("\n", texts(conversation).toList().subList(0, conversation.size() - 1))
        : "";
  }

  private static Stream<String> texts(List<Turn> conversation) {
    return conversation.stream().map(Turn::text);
  }

  private static String question(List<Turn> conversation) {
    return conversation.getLast().text();
  }
}
