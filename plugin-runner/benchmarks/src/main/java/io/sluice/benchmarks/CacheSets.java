package io.sluice.benchmarks;

import io.sluice.benchmarks.TriedCache.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The labelled sets, each played against a cache as its README says. */
final class CacheSets {

  static final List<String> LANGUAGES = List.of("en", "de", "es", "zh", "ru");

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  CacheSets(Path folder) {
    this.folder = folder;
  }

  /**
   * Plays every set; the names are those of their folders.
   *
   * @param caches makes an empty cache
   */
  Map<String, List<CacheOutcome>> play(Supplier<TriedCache> caches) throws IOException {
    return Map.of(
        "gptcache-mock", gptCacheMock(caches.get()),
        "adversarial-near-dup", adversarial(caches),
        "banking-faq", bankingFaq(caches.get()),
        "contextual", contextual(caches.get()),
        "xquad-crosslingual", xquad(caches));
  }

  private List<CacheOutcome> gptCacheMock(TriedCache cache) throws IOException {
    var rows = rows("gptcache-mock/pairs.jsonl");
    for (var row : rows) {
      cache.put(question(text(row, "origin")), text(row, "origin"));
    }
    return rows.stream()
        .map(row -> ask(cache, text(row, "id"), "", text(row, "similar"), text(row, "origin")))
        .toList();
  }

  /** Each pair has a cache of its own. */
  private List<CacheOutcome> adversarial(Supplier<TriedCache> caches) throws IOException {
    var outcomes = new ArrayList<CacheOutcome>();
    for (var row : rows("adversarial-near-dup/pairs.jsonl")) {
      var cache = caches.get();
      cache.put(question(text(row, "base")), "base");
      var expected = row.path("same_answer").asInt() == 1 ? "base" : "";
      outcomes.add(ask(cache, text(row, "id"), text(row, "kind"), text(row, "variant"), expected));
    }
    return outcomes;
  }

  private List<CacheOutcome> bankingFaq(TriedCache cache) throws IOException {
    var outcomes = new ArrayList<CacheOutcome>();
    for (var row : rows("banking-faq/stream.jsonl")) {
      var question = text(row, "text");
      if (text(row, "op").equals("put")) {
        cache.put(question(question), text(row, "faq"));
      } else {
        outcomes.add(ask(cache, question, "", question, text(row, "expect_faq")));
      }
    }
    return outcomes;
  }

  private static CacheOutcome ask(
      TriedCache cache, String id, String kind, String question, String expected) {
    return outcome(id, kind, expected, cache.ask(question(question)));
  }

  private static CacheOutcome outcome(
      String id, String kind, String expected, Optional<String> hit) {
    return new CacheOutcome(
        id, kind, !expected.isEmpty(), hit.isPresent(), hit.filter(expected::equals).isPresent());
  }

  private List<CacheOutcome> contextual(TriedCache cache) throws IOException {
    var outcomes = new ArrayList<CacheOutcome>();
    var answers = new HashMap<String, String>();
    for (var row : rows("contextual/stream.jsonl")) {
      var conversation = conversation(row);
      if (text(row, "op").equals("put")) {
        // A conversation that is stored twice has one answer.
        var answer = answers.computeIfAbsent(conversation.toString(), any -> text(row, "key"));
        answers.put(text(row, "key"), answer);
        cache.put(conversation, answer);
      } else {
        var expected = text(row, "expect");
        outcomes.add(
            outcome(
                conversation.toString(),
                text(row, "kind"),
                answers.getOrDefault(expected, expected),
                cache.ask(conversation)));
      }
    }
    return outcomes;
  }

  /**
   * Kind {@code to-de}: asked in German where every English question is stored. Kind {@code
   * half-de}: half of each paragraph's German questions are stored, the others asked: no hit is
   * right.
   */
  private List<CacheOutcome> xquad(Supplier<TriedCache> caches) throws IOException {
    var rows = rows("xquad-crosslingual/questions.jsonl");
    var outcomes = new ArrayList<CacheOutcome>();
    var english = caches.get();
    for (var row : rows) {
      english.put(question(text(row, "en", "q")), text(row, "id"));
    }
    for (var language : LANGUAGES) {
      var half = caches.get();
      var asked = new ArrayList<JsonNode>();
      var seen = new HashMap<String, Integer>();
      for (var row : rows) {
        if (seen.merge(text(row, "para"), 1, Integer::sum) % 2 == 1) {
          half.put(question(text(row, language, "q")), text(row, "id"));
        } else {
          asked.add(row);
        }
      }
      for (var row : asked) {
        outcomes.add(ask(half, text(row, "id"), "half-" + language, text(row, language, "q"), ""));
      }
      if (!language.equals("en")) {
        for (var row : rows) {
          var id = text(row, "id");
          outcomes.add(ask(english, id, "to-" + language, text(row, language, "q"), id));
        }
      }
    }
    return outcomes;
  }

  private List<JsonNode> rows(String file) throws IOException {
    try (var lines = Files.lines(folder.resolve(file))) {
      return lines.map(JSON::readTree).toList();
    }
  }

  private static List<Turn> question(String text) {
    return List.of(new Turn("user", text));
  }

  private static List<Turn> conversation(JsonNode row) {
    return row.path("messages")
        .valueStream()
        .map(message -> new Turn(text(message, "role"), text(message, "content")))
        .toList();
  }

  private static String text(JsonNode row, String key, String within) {
    return text(row.path(within), key);
  }

  private static String text(JsonNode row, String key) {
    return Objects.requireNonNull(row.path(key).asString(""));
  }
}
