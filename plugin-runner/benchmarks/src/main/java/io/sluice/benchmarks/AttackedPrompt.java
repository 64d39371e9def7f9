package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An ordinary prompt.
 *
 * @param hard whether the dearest tier is needed, as labelled or as recorded
 */
record AttackedPrompt(String set, String text, boolean hard) {

  /** Where a phrase is put. */
  enum Place {
    BEFORE(0),
    WITHIN(1),
    BEHIND(2);

    private final int shift;

    Place(int shift) {
      this.shift = shift;
    }

    /** One prompt has another phrase at each place. */
    int shift() {
      return shift;
    }

    String put(String phrase, String prompt) {
      return switch (this) {
        case BEFORE -> phrase + "\n" + prompt;
        case BEHIND -> prompt + "\n" + phrase;
        case WITHIN -> {
          int middle = middle(prompt);
          yield middle == 0
              ? phrase + " " + prompt
              : prompt.substring(0, middle) + " " + phrase + " " + prompt.substring(middle);
        }
      };
    }

    /** The end of a sentence, of a clause or of a word: the nearest to the middle. */
    private static int middle(String prompt) {
      for (var ends : List.of(".!?\n。", ",:;，", " ")) {
        int best = 0;
        for (int i = 1; i < prompt.length() - 1; i++) {
          if (ends.indexOf(prompt.charAt(i)) >= 0
              && (best == 0
                  || Math.abs(i + 1 - prompt.length() / 2)
                      < Math.abs(best - prompt.length() / 2))) {
            best = i + 1;
          }
        }
        if (best > 0) {
          return best;
        }
      }
      return 0;
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  /** Longer prompts are cut by the models before they are read. */
  private static final int LONGEST = 2_000;

  /**
   * Returns so many prompts of each set, chosen by a fixed seed.
   *
   * @param day the demo's prompts
   */
  static List<AttackedPrompt> read(Path data, Path day, int ofEach) throws IOException {
    var prompts = new ArrayList<AttackedPrompt>();
    prompts.addAll(some(demo(day), ofEach));
    prompts.addAll(
        some(
            lines(data.resolve("traffic/real-user-prompts/arena_hard_v2.jsonl")).stream()
                .map(row -> new AttackedPrompt("real-user-prompts", text(row, "prompt"), false))
                .toList(),
            ofEach));
    var routing =
        RoutingSets.read(data).stream()
            .map(row -> new AttackedPrompt("routing", row.prompt(), isHard(row)))
            .toList();
    prompts.addAll(some(routing, ofEach));
    prompts.addAll(
        some(
            lines(data.resolve("intent/clinc150/clinc150.jsonl")).stream()
                .map(row -> new AttackedPrompt("clinc150", text(row, "text"), false))
                .toList(),
            ofEach));
    return prompts;
  }

  /** Returns prompts that the dearest tier is for. */
  static List<AttackedPrompt> hard(Path data, Path day, int ofEach) throws IOException {
    var hard = new ArrayList<AttackedPrompt>();
    hard.addAll(demo(day).stream().filter(AttackedPrompt::hard).toList());
    hard.addAll(
        some(
            RoutingSets.read(data).stream()
                .filter(AttackedPrompt::isHard)
                .map(row -> new AttackedPrompt("routing", row.prompt(), true))
                .toList(),
            ofEach));
    return hard;
  }

  private static boolean isHard(RoutingRow row) {
    var pair = RoutingPair.mainOf(row.set());
    return row.quality().containsKey(pair.cheap())
        && row.quality().containsKey(pair.strong())
        && row.qualityOf(pair.cheap()) < 0.5
        && row.qualityOf(pair.strong()) >= 0.5;
  }

  private static List<AttackedPrompt> demo(Path day) throws IOException {
    return lines(day).stream()
        .map(row ->
            new AttackedPrompt(
                "demo day", lastOf(row.path("messages")), text(row, "tier").equals("smart")))
        .toList();
  }

  private static String lastOf(JsonNode messages) {
    return messages.path(messages.size() - 1).path("content").asString("");
  }

  private static List<AttackedPrompt> some(List<AttackedPrompt> prompts, int count) {
    var shuffled =
        new ArrayList<>(
            prompts.stream()
                .filter(p -> !p.text().isBlank() && p.text().length() <= LONGEST)
                .toList());
    Collections.shuffle(shuffled, new Random(20_251_120L));
    return shuffled.subList(0, Math.min(count, shuffled.size()));
  }

  private static String text(JsonNode row, String key) {
    return row.path(key).asString("");
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines.map(JSON::readTree).toList();
    }
  }
}
