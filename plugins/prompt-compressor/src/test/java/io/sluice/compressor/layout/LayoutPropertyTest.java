package io.sluice.compressor.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.json.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of every text and every choice of units, on seeded random ones. */
class LayoutPropertyTest {

  private static final String MARK = "⁂";

  @Test
  void holdsOfTexts() {
    for (int seed = 0; seed < 6_000; seed++) {
      var text = new RandomPrompt(seed).text();
      var random = new Random(seed);
      var layout = Layout.of(text, List.of(), 0, 0, LayoutTest::tokens);
      check(seed, text, layout, random);
      checkPieces(seed, text);
    }
  }

  @Test
  void holdsOfTextsWithRequiredRegions() {
    for (int seed = 0; seed < 2_000; seed++) {
      var text = new RandomPrompt(seed).text();
      var random = new Random(seed);
      var regions = regions(text, random);
      var layout = Layout.of(text, regions, 0, 0, LayoutTest::tokens);

      var rendered = check(seed, text, layout, random);

      for (var region : regions) {
        assertThat(rendered)
            .as("seed %d", seed)
            .contains(text.substring(region.start(), region.end()));
      }
    }
  }

  @Test
  void jsonStaysJson() {
    for (int seed = 0; seed < 2_000; seed++) {
      var text = new RandomPrompt(seed).json();
      var random = new Random(seed);
      boolean lines = seed % 4 == 0;
      text = lines ? new RandomPrompt(seed).jsonLines() : text;

      var rendered = check(seed, text, LayoutTest.layout(text), random);

      if (lines) {
        assertThat(rendered.lines().filter(line -> !line.isBlank()))
            .as("seed %d: %s", seed, rendered)
            .allMatch(Json::isValue);
      } else {
        assertThat(Json.isValue(rendered)).as("seed %d: %s of %s", seed, rendered, text).isTrue();
      }
    }
  }

  /** Renders some of the units, checks the result and returns it. */
  private static String check(int seed, String text, Layout layout, Random random) {
    var all = LayoutTest.all(layout);
    var kept = kept(layout, random);
    var mark = random.nextBoolean() ? MARK : "";

    var rendered = layout.render(kept, mark);

    assertThat(layout.render(all, mark)).as("seed %d", seed).isEqualTo(text);
    assertThat(layout.render(kept, mark)).isEqualTo(rendered);
    var bare = rendered.replace(MARK, "");
    assertThat(isPartOf(bare, text)).as("seed %d: %s of %s", seed, rendered, text).isTrue();
    assertThat(rendered).as("seed %d", seed).doesNotContainPattern(MARK + "\\s*" + MARK);
    checkUnits(seed, layout, kept, rendered);
    assertThat(loneSurrogates(rendered)).isEqualTo(loneSurrogates(text));
    assertThat(count(rendered, "```")).as("seed %d", seed).isEqualTo(count(text, "```"));
    assertThat(count(rendered, "~~~~")).as("seed %d", seed).isEqualTo(count(text, "~~~~"));
    assertThat(count(rendered, "<doc ")).as("seed %d", seed).isEqualTo(count(rendered, "</doc>"));
    return rendered;
  }

  private static void checkUnits(int seed, Layout layout, BitSet kept, String rendered) {
    int at = 0;
    int passage = 0;
    int paragraph = 0;
    for (int i = 0; i < layout.units().size(); i++) {
      var unit = layout.units().get(i);
      assertThat(unit.passage()).isBetween(passage, passage + 1);
      assertThat(unit.paragraph()).isBetween(paragraph, paragraph + 1);
      passage = unit.passage();
      paragraph = unit.paragraph();
      if (kept.get(i) || unit.required()) {
        int found = rendered.indexOf(unit.text(), at);
        assertThat(found).as("seed %d: %s in %s", seed, unit.text(), rendered).isNotNegative();
        at = found + unit.text().length();
      }
    }
  }

  /** Every character is in a piece but space, and in JSON commas. */
  private static void checkPieces(int seed, String text) {
    var sketch = Page.draw(text, List.of(), 0, 0);
    int end = 0;
    for (int i = 0; i <= sketch.from.size(); i++) {
      int next = i < sketch.from.size() ? sketch.from.get(i) : text.length();
      boolean json = i > 0 && i < sketch.from.size() && sketch.block.get(i) < 0;
      var between = text.substring(end, next);
      assertThat(json ? between.replaceFirst(",", "") : between).as("seed %d", seed).isBlank();
      end = i < sketch.from.size() ? sketch.to.get(i) : end;
    }
  }

  private static BitSet kept(Layout layout, Random random) {
    var kept = new BitSet();
    int share = random.nextInt(101);
    for (int i = 0; i < layout.units().size(); i++) {
      kept.set(i, random.nextInt(100) < share);
    }
    return kept;
  }

  /** Returns up to three stretches from one word's beginning to another's end. */
  private static List<Region> regions(String text, Random random) {
    var regions = new ArrayList<Region>();
    int at = 0;
    for (int i = 0; i < 3 && at < text.length(); i++) {
      int start = at + random.nextInt(text.length() - at);
      while (start < text.length() && !isWordBegin(text, start)) {
        start++;
      }
      int end = Math.min(text.length(), start + 1 + random.nextInt(60));
      while (end > start && !isWordEnd(text, end)) {
        end--;
      }
      if (end > start) {
        regions.add(Region.required(start, end));
        at = end + 1;
      }
    }
    return regions;
  }

  private static boolean isWordBegin(String text, int at) {
    return Character.isLetter(text.charAt(at))
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  private static boolean isWordEnd(String text, int at) {
    return Character.isLetter(text.charAt(at - 1))
        && (at == text.length() || !Character.isLetterOrDigit(text.charAt(at)));
  }

  /** Returns whether the characters of one stand in the other in the same order, space aside. */
  private static boolean isPartOf(String part, String whole) {
    int at = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (!Character.isWhitespace(c)) {
        while (at < whole.length() && whole.charAt(at) != c) {
          at++;
        }
        if (at++ >= whole.length()) {
          return false;
        }
      }
    }
    return true;
  }

  private static long loneSurrogates(String text) {
    return text.codePoints().filter(c -> c >= 0xd800 && c < 0xe000).count();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
