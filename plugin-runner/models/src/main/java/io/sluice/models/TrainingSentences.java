package io.sluice.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Sentences to learn from, as piece ids: the wording of questions, instructions and statements with
 * words of the vocabulary put in at random.
 *
 * <p>They mean nothing, but the sentence model has a vector for each, and what a piece adds to it
 * is what is to be learned. They are made, not taken from any text, so nobody's words end up in
 * what is learned. Some words are misspelt: the pieces of such a word say less than they seem to.
 *
 * <p>The same seed gives the same sentences.
 */
final class TrainingSentences {

  private static final String GAP = "_";
  private static final int LONGEST = 30;

  /** Of the words put in, how many are any piece of the vocabulary, each as often as the next. */
  private static final double ANY_PIECE = 0.35;

  private static final double MISSPELT = 0.15;
  private static final double MISSPELT_IN_FRAME = 0.05;

  private final Pieces pieces;
  private final Random random;
  private final int[] words;
  private final List<String[]> frames;
  private final List<Integer> everyPiece = new ArrayList<>();
  private int next;

  TrainingSentences(Pieces pieces, long seed) {
    this.pieces = pieces;
    random = new Random(seed);
    words = pieces.words();
    frames = SentenceFrames.FRAMES.lines().map(line -> line.split(" ")).toList();
    // Before them are placeholders.
    for (int id = pieces.id("!"); id < pieces.size(); id++) {
      everyPiece.add(id);
    }
  }

  List<int[]> make(int count) {
    var sentences = new ArrayList<int[]>();
    while (sentences.size() < count) {
      var ids = random.nextDouble() < 0.12 ? heap() : sentence();
      sentences.add(ids.stream().limit(LONGEST).mapToInt(Integer::intValue).toArray());
    }
    return sentences;
  }

  /** Words in no order, such as people search with. */
  private List<Integer> heap() {
    var ids = new ArrayList<Integer>();
    for (int n = 2 + random.nextInt(15); n > 0; n--) {
      if (random.nextDouble() < 0.6) {
        ids.addAll(word());
      } else {
        ids.add(Pieces.FIRST_WORD + byRank(1, 600));
      }
    }
    return ids;
  }

  private List<Integer> sentence() {
    var ids = new ArrayList<Integer>();
    boolean more = true;
    for (int n = 0; more && n < 2; n++) {
      for (var word : frames.get(random.nextInt(frames.size()))) {
        ids.addAll(word.equals(GAP) ? word() : known(word));
      }
      switch (random.nextInt(5)) {
        case 0, 1 -> ids.add(pieces.id("?"));
        case 2 -> ids.add(pieces.id("."));
        default -> {}
      }
      more = random.nextDouble() < 0.25;
    }
    return ids;
  }

  private List<Integer> known(String word) {
    return random.nextDouble() < MISSPELT_IN_FRAME
        ? pieces.split(misspelt(word))
        : List.of(pieces.id(word));
  }

  private List<Integer> word() {
    if (random.nextDouble() >= ANY_PIECE) {
      return maybeMisspelt(words[byRank(100, words.length)]);
    }
    if (next % everyPiece.size() == 0) {
      Collections.shuffle(everyPiece, random);
    }
    int id = everyPiece.get(next++ % everyPiece.size());
    return pieces.continues(id)
        ? List.of(words[random.nextInt(words.length)], id)
        : maybeMisspelt(id);
  }

  private List<Integer> maybeMisspelt(int id) {
    boolean word = pieces.text(id).chars().allMatch(c -> c >= 'a' && c <= 'z');
    return word && random.nextDouble() < MISSPELT
        ? pieces.split(misspelt(pieces.text(id)))
        : List.of(id);
  }

  /** Two letters swapped, one left out, one doubled or one wrong. */
  private String misspelt(String word) {
    if (word.length() < 4) {
      return word;
    }
    int at = random.nextInt(word.length() - 1);
    var before = word.substring(0, at);
    char letter = word.charAt(at);
    var after = word.substring(at + 1);
    return switch (random.nextInt(8)) {
      case 0, 1, 2, 3 -> before + after.charAt(0) + letter + after.substring(1);
      case 4, 5 -> before + after;
      case 6 -> before + letter + letter + after;
      default -> before + (char) ('a' + random.nextInt(26)) + after;
    };
  }

  /** Returns a rank from 0, by Zipf's law between the two. */
  private int byRank(int from, int to) {
    double log =
        StrictMath.log(from) + random.nextDouble() * (StrictMath.log(to) - StrictMath.log(from));
    return Math.min(to - 1, (int) StrictMath.exp(log));
  }
}
