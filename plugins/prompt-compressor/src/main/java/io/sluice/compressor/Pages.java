package io.sluice.compressor;

import io.sluice.compressor.extract.Unit;
import io.sluice.compressor.layout.Layout;
import io.sluice.compressor.text.TokenEstimate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Stretches laid out one after another, so that all their units are chosen from together. */
final class Pages {

  /** What surrounds a stretch stays with it, so that it does not run into its neighbours. */
  private record Page(String before, Layout layout, String after, int firstUnit) {}

  private final List<Page> pages = new ArrayList<>();
  private final List<Unit> units = new ArrayList<>();

  Pages(List<Stretch> stretches) {
    int passage = 0;
    int paragraph = 0;
    for (var stretch : stretches) {
      var words = stretch.words();
      int start = start(words);
      int end = end(words, start);
      var layout =
          Layout.of(words.substring(start, end), List.of(), passage, paragraph, TokenEstimate::of);
      passage = layout.nextPassage();
      paragraph = layout.nextParagraph();
      pages.add(new Page(words.substring(0, start), layout, words.substring(end), units.size()));
      layout.units().forEach(unit -> units.add(forced(unit, stretch.forceTokens())));
    }
  }

  private static int start(String words) {
    int start = 0;
    while (start < words.length() && Character.isWhitespace(words.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int end(String words, int start) {
    int end = words.length();
    while (end > start && Character.isWhitespace(words.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Words that are to stay keep the sentence that has them; punctuation alone does not. */
  private static Unit forced(Unit unit, Set<String> words) {
    boolean forced =
        words.stream()
            .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
            .anyMatch(unit.text()::contains);
    return forced && !unit.required()
        ? new Unit(unit.text(), unit.heading(), unit.passage(), unit.paragraph(), unit.size(), true)
        : unit;
  }

  List<Unit> units() {
    return units;
  }

  long tokens() {
    return units.stream().mapToLong(Unit::size).sum();
  }

  /** Returns what each stretch says with some of all units. */
  List<String> render(BitSet kept, String mark) {
    return pages.stream().map(page -> render(page, kept, mark)).toList();
  }

  private static String render(Page page, BitSet kept, String mark) {
    int from = page.firstUnit();
    var own = kept.get(from, from + page.layout().units().size());
    var words = page.layout().render(own, mark);
    return words.isBlank() ? "" : page.before() + words + page.after();
  }
}
