package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnigramTest {

  private static final int UNK = 0;

  @Test
  void takesThePiecesWithTheGreatestSumOfScores() {
    var pieces =
        new LinkedHashMap<>(Map.of("▁", -2.0, "a", -3.0, "b", -3.5, "▁a", -4.0, "ab", -4.5));

    // ▁ + ab is -6.5, ▁a + b is -7.5, one by one is -8.5.
    assertThat(split("ab", pieces)).containsExactly("▁@0", "ab@0");
    // ▁ + ab + a is -9.5.
    assertThat(split("aba", pieces)).containsExactly("▁@0", "ab@0", "a@2");
  }

  @Test
  void takesWhatIsInNoPieceForOneUnknown() {
    var pieces = new LinkedHashMap<>(Map.of("▁", -2.0, "a", -3.0));

    assertThat(split("axya\uD83D\uDE00", pieces))
        .containsExactly("▁@0", "a@0", "?@1", "a@3", "?@4");
  }

  @Test
  void aMarkWrittenInTheTextIsWhiteSpace() {
    var pieces = new LinkedHashMap<>(Map.of("▁a", -1.0));

    assertThat(split("a▁▁a▁", pieces)).containsExactly("▁a@0", "▁a@3");
  }

  @Test
  void isAsGoodAsTheBestOfAllWays() {
    var random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      var pieces = new LinkedHashMap<String, Double>();
      for (int n = 1 + random.nextInt(14); n > 0; n--) {
        pieces.put(word(random, 1 + random.nextInt(4)), -1 - 9 * random.nextDouble());
      }
      pieces.put("▁", -1 - 9 * random.nextDouble());
      var word = word(random, 1 + random.nextInt(8)).replace('▁', 'a');

      double found = score(split(word, pieces, false), pieces);

      assertThat(found).isCloseTo(best("▁" + word, pieces), within(1e-9));
    }
  }

  /** Tries every way. */
  private static double best(String rest, Map<String, Double> pieces) {
    if (rest.isEmpty()) {
      return 0;
    }
    double best =
        pieces.containsKey(rest.substring(0, 1))
            ? -1e9
            : unknown(pieces) + best(rest.substring(1), pieces);
    for (var piece : pieces.entrySet()) {
      if (rest.startsWith(piece.getKey())) {
        best =
            Math.max(
                best, piece.getValue() + best(rest.substring(piece.getKey().length()), pieces));
      }
    }
    return best;
  }

  private static double score(List<String> split, Map<String, Double> pieces) {
    double sum = 0;
    for (var piece : split) {
      // An unknown run is one piece; its length is in its name.
      sum +=
          piece.startsWith("?")
              ? piece.length() * unknown(pieces)
              : Objects.requireNonNull(pieces.get(piece));
    }
    return sum;
  }

  private static double unknown(Map<String, Double> pieces) {
    return Math.min(0, pieces.values().stream().mapToDouble(score -> score).min().orElseThrow())
        - 10;
  }

  private static String word(Random random, int length) {
    var word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("aabbcd▁".charAt(random.nextInt(i == 0 ? 7 : 6)));
    }
    return word.toString();
  }

  private static List<String> split(String text, Map<String, Double> pieces) {
    return split(text, pieces, true);
  }

  private static List<String> split(String text, Map<String, Double> pieces, boolean places) {
    var names = new ArrayList<>(pieces.keySet());
    var ids = new LinkedHashMap<String, Integer>();
    var scores = new double[names.size() + 1];
    for (var name : names) {
      int id = ids.size() + 1;
      ids.put(name, id);
      scores[id] = Objects.requireNonNull(pieces.get(name));
    }
    var unigram =
        new Unigram(
            PieceTable.of(ids),
            scores,
            new Normalization.Sequence(List.of()),
            new Unigram.Settings(scores.length, UNK, 1, 1, '▁'));
    var found = new Pieces(0);
    unigram.split(text, 0, text.length(), found);
    var split = new ArrayList<String>();
    var all = found.between(0, 0, found.count(), 0);
    for (int i = 0; i < found.count(); i++) {
      int id = (int) all[i + 1];
      if (places) {
        split.add((id == UNK ? "?" : names.get(id - 1)) + "@" + found.start(i));
      } else if (id == UNK) {
        int end = i + 1 < found.count() ? found.start(i + 1) : text.length();
        split.add("?".repeat(end - found.start(i)));
      } else {
        split.add(names.get(id - 1));
      }
    }
    return split;
  }
}
