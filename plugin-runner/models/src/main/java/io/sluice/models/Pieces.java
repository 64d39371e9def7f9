package io.sluice.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The pieces of an uncased WordPiece vocabulary, by id; common words come before rare ones. */
final class Pieces {

  /** Where words begin; before them come special tokens and single characters. */
  static final int FIRST_WORD = 1_996;

  private static final String CONTINUATION = "##";

  private final List<String> pieces;
  private final Map<String, Integer> ids = new HashMap<>();

  Pieces(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id), id);
    }
  }

  static Pieces read(Path vocabulary) throws IOException {
    var pieces = new Pieces(Files.readAllLines(vocabulary));
    if (pieces.id("the") != FIRST_WORD) {
      throw new UnexpectedModelException(
          vocabulary.toString(),
          "begin its words with \"the\" at " + FIRST_WORD,
          "has it at " + pieces.ids.get("the"));
    }
    return pieces;
  }

  int size() {
    return pieces.size();
  }

  String text(int id) {
    return pieces.get(id);
  }

  /** Returns the id of a piece, or that of [UNK]. */
  int id(String piece) {
    return ids.getOrDefault(piece, ids.getOrDefault("[UNK]", 0));
  }

  boolean continues(int id) {
    return pieces.get(id).startsWith(CONTINUATION);
  }

  /** Returns the ids of the words in ASCII, common ones first. */
  int[] words() {
    return IntStream.range(FIRST_WORD, size())
        .filter(id -> !continues(id) && pieces.get(id).chars().allMatch(c -> c < 128))
        .toArray();
  }

  /** Returns the ids of a word's pieces, the longest first; of a word in no pieces, [UNK]. */
  List<Integer> split(String word) {
    var split = new ArrayList<Integer>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      while (to > from && !ids.containsKey(piece(word, from, to))) {
        to--;
      }
      if (to == from) {
        return List.of(id("[UNK]"));
      }
      split.add(id(piece(word, from, to)));
      from = to;
    }
    return split;
  }

  private static String piece(String word, int from, int to) {
    return (from == 0 ? "" : CONTINUATION) + word.substring(from, to);
  }

  /**
   * Returns whether a piece says nothing to a model of English: [UNK], and letters of another
   * script than the Latin one.
   */
  boolean foreign(int id) {
    var piece = pieces.get(id);
    return piece.equals("[UNK]")
        || piece
            .codePoints()
            .filter(Character::isLetter)
            .anyMatch(point ->
                switch (Character.UnicodeScript.of(point)) {
                  case LATIN, COMMON, INHERITED -> false;
                  default -> true;
                });
  }

  /**
   * Returns how often a piece occurs among all of a text's, by Zipf's law over the order of ids.
   */
  double frequency(int id) {
    boolean sign = pieces.get(id).codePoints().noneMatch(Character::isLetter);
    int rank = sign ? 1 : Math.max(1, id - FIRST_WORD + 1);
    return 1 / (rank * StrictMath.log(size()));
  }
}
