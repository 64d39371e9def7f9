package io.sluice.benchmarks;

import io.sluice.benchmarks.TriedCache.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sets that a gate before the sentence model is measured on, the same rows for every model. */
final class GateSets {

  /** Those with right hits, on which a threshold is chosen. */
  static final List<String> CHOOSING =
      List.of("gptcache-mock", "banking-faq", "adversarial-near-dup", "contextual", "clinc150");

  /** All of them; of the last two no row is known to repeat another. */
  static final List<String> NAMES =
      List.of(
          "gptcache-mock",
          "banking-faq",
          "adversarial-near-dup",
          "contextual",
          "clinc150",
          "xquad-crosslingual",
          "real-user-prompts");

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRAFFIC = 1_500;

  private final Path data;
  private final CacheSets cacheSets;

  GateSets(Path data) {
    this.data = data;
    cacheSets = new CacheSets(data.resolve("cache"));
  }

  /**
   * Plays the sets; of conversations only first questions, and of languages only English.
   *
   * @param caches makes an empty cache
   */
  Map<String, List<CacheOutcome>> play(Supplier<TriedCache> caches) throws IOException {
    var outcomes = new LinkedHashMap<>(cacheSets.play(caches));
    outcomes.computeIfPresent(
        "contextual",
        (set, all) -> all.stream().filter(o -> o.kind().startsWith("standalone")).toList());
    outcomes.computeIfPresent(
        "xquad-crosslingual",
        (set, all) -> all.stream().filter(o -> o.kind().equals("half-en")).toList());
    outcomes.put(
        "clinc150", traffic(caches.get(), "intent/clinc150/clinc150.jsonl", "text", "intent"));
    outcomes.put(
        "real-user-prompts",
        traffic(caches.get(), "traffic/real-user-prompts/arena_hard_v2.jsonl", "prompt", "id"));
    return outcomes;
  }

  /** Rows from all over a file, in turn stored and asked; a hit is right if the answer is. */
  private List<CacheOutcome> traffic(TriedCache cache, String file, String question, String answer)
      throws IOException {
    List<JsonNode> rows;
    try (var lines = Files.lines(data.resolve(file))) {
      rows = lines.map(JSON::readTree).toList();
    }
    int step = Math.max(1, rows.size() / (2 * TRAFFIC));
    var asked = new ArrayList<JsonNode>();
    for (int i = 0; i < rows.size() && i < 2 * TRAFFIC * step; i += step) {
      var row = rows.get(i);
      if (i / step % 2 == 0) {
        cache.put(conversation(text(row, question)), text(row, answer));
      } else {
        asked.add(row);
      }
    }
    return asked.stream()
        .map(row -> ask(cache, text(row, "id"), text(row, question), text(row, answer)))
        .toList();
  }

  private static CacheOutcome ask(TriedCache cache, String id, String question, String expected) {
    var hit = cache.ask(conversation(question));
    return new CacheOutcome(
        id, "", true, hit.isPresent(), hit.filter(expected::equals).isPresent());
  }

  private static List<Turn> conversation(String question) {
    return List.of(new Turn("user", question));
  }

  private static String text(JsonNode row, String key) {
    return Objects.requireNonNull(row.path(key).asString(""));
  }
}
