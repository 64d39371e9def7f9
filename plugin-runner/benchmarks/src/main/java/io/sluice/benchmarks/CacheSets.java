package io.sluice.benchmarks;

import io.sluice.cache.calibration.StoredQuestions;
import io.sluice.cache.calibration.StoredQuestions.Entry;
import io.sluice.cache.guard.Candidate;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The labelled sets, each played against a cache as its README says. */
final class CacheSets {

  static final List<String> LANGUAGES = List.of("en", "de", "es", "zh", "ru");

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final EmbeddingModel model;
  private final Map<String, Embedding> embeddings = new HashMap<>();

  CacheSets(Path folder, EmbeddingModel model) {
    this.folder = folder;
    this.model = model;
  }

  /** Plays every set; the names are those of their folders. */
  Map<String, List<CacheOutcome>> play(CachePolicy policy) throws IOException {
    return Map.of(
        "gptcache-mock", gptCacheMock(policy),
        "adversarial-near-dup", adversarial(policy),
        "banking-faq", bankingFaq(policy),
        "contextual", contextual(policy),
        "xquad-crosslingual", xquad(policy));
  }

  private List<CacheOutcome> gptCacheMock(CachePolicy policy) throws IOException {
    var rows = rows("gptcache-mock/pairs.jsonl");
    var cache = cache();
    for (var row : rows) {
      cache.put("", List.of(), text(row, "origin"), text(row, "origin"));
    }
    return rows.stream()
        .map(row ->
            ask(cache, policy, text(row, "id"), "", text(row, "similar"), text(row, "origin")))
        .toList();
  }

  /** Each pair has a cache of its own. */
  private List<CacheOutcome> adversarial(CachePolicy policy) throws IOException {
    var outcomes = new ArrayList<CacheOutcome>();
    for (var row : rows("adversarial-near-dup/pairs.jsonl")) {
      var cache = cache();
      cache.put("", List.of(), text(row, "base"), "base");
      var expected = row.path("same_answer").asInt() == 1 ? "base" : "";
      outcomes.add(
          ask(cache, policy, text(row, "id"), text(row, "kind"), text(row, "variant"), expected));
    }
    return outcomes;
  }

  private List<CacheOutcome> bankingFaq(CachePolicy policy) throws IOException {
    var cache = cache();
    var outcomes = new ArrayList<CacheOutcome>();
    for (var row : rows("banking-faq/stream.jsonl")) {
      var question = text(row, "text");
      if (text(row, "op").equals("put")) {
        cache.put("", List.of(), question, text(row, "faq"));
      } else {
        outcomes.add(ask(cache, policy, question, "", question, text(row, "expect_faq")));
      }
    }
    return outcomes;
  }

  private CacheOutcome ask(
      StoredQuestions cache,
      CachePolicy policy,
      String id,
      String kind,
      String question,
      String expected) {
    var hit = policy.first().choose(question, cache.nearest("", question, any -> true));
    return outcome(id, kind, expected, hit);
  }

  private static CacheOutcome outcome(
      String id, String kind, String expected, Optional<Candidate> hit) {
    return new CacheOutcome(
        id,
        kind,
        !expected.isEmpty(),
        hit.isPresent(),
        hit.map(Candidate::answer).filter(expected::equals).isPresent());
  }

  /**
   * Earlier answers are part of the partition; earlier questions must be the same by the rule for
   * follow-ups.
   */
  private List<CacheOutcome> contextual(CachePolicy policy) throws IOException {
    var cache = cache();
    var outcomes = new ArrayList<CacheOutcome>();
    var rows = rows("contextual/stream.jsonl");
    var answers = new HashMap<String, String>();
    for (var row : rows) {
      var turns = turns(row, "user");
      var partition = policy.conversations() ? String.join("\n", turns(row, "assistant")) : "";
      var earlier = policy.conversations() ? turns.subList(0, turns.size() - 1) : List.<String>of();
      if (text(row, "op").equals("put")) {
        // A question that is stored twice has one answer.
        var answer = answers.computeIfAbsent(partition + "\n" + turns, any -> text(row, "key"));
        answers.put(text(row, "key"), answer);
        cache.put(partition, earlier, turns.getLast(), answer);
      } else {
        var chooser = turns.size() > 1 ? policy.followUp() : policy.first();
        var nearest =
            cache.nearest(
                partition, turns.getLast(), entry -> isSame(cache, policy, earlier, entry));
        var expected = text(row, "expect");
        outcomes.add(
            outcome(
                turns.toString(),
                text(row, "kind"),
                answers.getOrDefault(expected, expected),
                chooser.choose(turns.getLast(), nearest)));
      }
    }
    return outcomes;
  }

  private static boolean isSame(
      StoredQuestions cache, CachePolicy policy, List<String> earlier, Entry entry) {
    return earlier.size() == entry.earlier().size()
        && IntStream.range(0, earlier.size())
            .allMatch(i -> isSame(cache, policy, earlier.get(i), entry.earlier().get(i)));
  }

  private static boolean isSame(StoredQuestions cache, CachePolicy policy, String a, String b) {
    return policy
        .followUp()
        .choose(a, List.of(new Candidate(b, cache.similarity(a, b), "", 1)))
        .isPresent();
  }

  /**
   * Kind {@code to-de}: asked in German where every English question is stored. Kind {@code
   * half-de}: half of each paragraph's German questions are stored, the others asked: no hit is
   * right.
   */
  private List<CacheOutcome> xquad(CachePolicy policy) throws IOException {
    var rows = rows("xquad-crosslingual/questions.jsonl");
    var outcomes = new ArrayList<CacheOutcome>();
    var english = cache();
    for (var row : rows) {
      english.put("", List.of(), question(row, "en"), text(row, "id"));
    }
    for (var language : LANGUAGES) {
      var half = cache();
      var asked = new ArrayList<JsonNode>();
      var seen = new HashMap<String, Integer>();
      for (var row : rows) {
        if (seen.merge(text(row, "para"), 1, Integer::sum) % 2 == 1) {
          half.put("", List.of(), question(row, language), text(row, "id"));
        } else {
          asked.add(row);
        }
      }
      for (var row : asked) {
        outcomes.add(
            ask(half, policy, text(row, "id"), "half-" + language, question(row, language), ""));
      }
      if (!language.equals("en")) {
        for (var row : rows) {
          var id = text(row, "id");
          outcomes.add(ask(english, policy, id, "to-" + language, question(row, language), id));
        }
      }
    }
    return outcomes;
  }

  private StoredQuestions cache() {
    return new StoredQuestions(model, embeddings);
  }

  private List<JsonNode> rows(String file) throws IOException {
    try (var lines = Files.lines(folder.resolve(file))) {
      return lines.map(JSON::readTree).toList();
    }
  }

  private static List<String> turns(JsonNode row, String role) {
    return row.path("messages")
        .valueStream()
        .filter(message -> text(message, "role").equals(role))
        .map(message -> text(message, "content"))
        .toList();
  }

  private static String question(JsonNode row, String language) {
    return text(row.path("q"), language);
  }

  private static String text(JsonNode row, String key) {
    return Objects.requireNonNull(row.path(key).asString(""));
  }
}
