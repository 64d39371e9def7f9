package io.sluice.compressor;

import io.sluice.compressor.layout.Marked;
import io.sluice.compressor.layout.Marks;
import io.sluice.compressor.layout.Region;
import io.sluice.exchange.PromptText;
import io.sluice.exchange.PromptText.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans what may be done to the texts of one request. */
final class Planner {

  private final PromptCompressorConfig config;
  private final List<PromptText> texts;
  private final String asked;
  private final List<Marked> marks;

  /** Whether the client says which parts are to be compressed; then nothing else is. */
  private final boolean selected;

  /** Number of the user's last message. */
  private final int last;

  /** Number of the first message that stays whole because it is recent. */
  private final int recent;

  private final List<Stretch> stretches = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();

  private Planner(PromptCompressorConfig config, List<PromptText> texts, String asked) {
    this.config = config;
    this.texts = texts;
    this.asked = asked;
    this.marks =
        texts.stream()
            .map(text -> config.tags() ? Marks.of(text.text()) : Marked.plain(text.text()))
            .toList();
    this.selected = marks.stream().anyMatch(Marked::selects);
    this.last =
        texts.stream()
            .filter(text -> text.role() == Role.USER)
            .mapToInt(PromptText::message)
            .max()
            .orElse(-1);
    this.recent = recent();
  }

  /**
   * Makes the plan.
   *
   * @param asked a person's words, as far as they are known from what clients wrap around them
   */
  static Plan plan(PromptCompressorConfig config, List<PromptText> texts, String asked) {
    return new Planner(config, texts, asked).plan();
  }

  private Plan plan() {
    for (int i = 0; i < texts.size(); i++) {
      var rule = texts.get(i).cached() ? Rule.KEEP : rule(i);
      if (selected) {
        addSelected(i, rule == Rule.KEEP && texts.get(i).cached());
      } else if (isLast(i) && rule != Rule.KEEP) {
        addAsking(i);
      } else {
        addAll(i, rule);
      }
    }
    return new Plan(question(), stretches, selected);
  }

  /** What the last message asks; of one that could not be taken apart, the person's words. */
  private String question() {
    questions.removeIf(String::isBlank);
    return questions.isEmpty() ? asked : questions.getLast();
  }

  private boolean isLast(int i) {
    return texts.get(i).role() == Role.USER && texts.get(i).message() == last;
  }

  private int recent() {
    var turns =
        texts.stream()
            .filter(text -> text.role() == Role.USER || text.role() == Role.ASSISTANT)
            .mapToInt(PromptText::message)
            .filter(message -> message < last)
            .distinct()
            .toArray();
    int first = turns.length - config.keepTurns();
    return config.keepTurns() == 0 || turns.length == 0 ? last : turns[Math.max(0, first)];
  }

  private Rule rule(int i) {
    var text = texts.get(i);
    return switch (text.role()) {
      case SYSTEM -> Rule.KEEP;
      case TOOL -> config.rules().toolResults();
      case USER, ASSISTANT -> {
        if (isLast(i)) {
          yield Retrieved.is(text.text()) ? config.rules().documents() : config.rules().context();
        }
        yield text.message() >= recent ? Rule.KEEP : config.rules().history();
      }
    };
  }

  /** What the client marked and nothing else; its marks are no part of what it says. */
  private void addSelected(int i, boolean untouchable) {
    var outside = new StringBuilder();
    for (var region : marks.get(i).regions()) {
      var words = words(i, region);
      boolean compress = marks.get(i).selects() && region.compressible() && !untouchable;
      stretches.add(
          new Stretch(
              i, words, compress ? Rule.EXTRACT : Rule.KEEP, region.rate(), region.forceTokens()));
      if (!compress) {
        outside.append(words).append('\n');
      }
    }
    if (isLast(i)) {
      questions.add(Question.in(outside.toString().strip(), asked).words());
    }
  }

  private void addAll(int i, Rule rule) {
    for (var region : marks.get(i).regions()) {
      add(i, region.start(), region.end(), region.compressible() ? rule : Rule.KEEP);
    }
  }

  /** A text of the message that asks: of several, the last and the short ones do. */
  private void addAsking(int i) {
    var text = marks.get(i).text();
    boolean holds = i + 1 == texts.size() || !isLast(i + 1);
    var question =
        holds || text.length() <= Question.LONGEST
            ? Question.in(text, asked)
            : new Question("", List.of());
    questions.add(question.words());
    for (var region : marks.get(i).regions()) {
      if (!region.compressible()) {
        add(i, region.start(), region.end(), Rule.KEEP);
        continue;
      }
      int from = region.start();
      for (var place : question.places()) {
        int start = Math.clamp(place.start(), from, region.end());
        int end = Math.clamp(place.end(), from, region.end());
        add(i, from, start, rule(i));
        add(i, start, end, Rule.KEEP);
        from = end;
      }
      add(i, from, region.end(), rule(i));
    }
  }

  private void add(int i, int start, int end, Rule rule) {
    if (start < end) {
      var words = marks.get(i).text().substring(start, end);
      stretches.add(new Stretch(i, words, rule, Optional.empty(), Set.of()));
    }
  }

  private String words(int i, Region region) {
    return marks.get(i).text().substring(region.start(), region.end());
  }
}
