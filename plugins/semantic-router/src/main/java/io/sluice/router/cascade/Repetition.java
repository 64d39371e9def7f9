package io.sluice.router.cascade;

import java.util.HashSet;

/** Whether a text goes round in circles, as small models do when they lose the thread. */
final class Repetition {

  /** Texts that are shorter repeat themselves by nature: tables, lists. In characters. */
  private static final int SHORTEST = 400;

  /** What is compared: pieces of so many characters, at each place. */
  private static final int PIECE = 24;

  /** Prose has nearly all pieces once, code and tables above half. */
  private static final double LEAST_DIFFERENT = 0.25;

  /** How often the end of a loop is there. */
  private static final int ROUNDS = 4;

  /** The end is looked at in pieces of up to so many characters. */
  private static final int LONGEST_ROUND = 200;

  private static final int SHORTEST_ROUND = 8;

  private Repetition() {}

  static boolean isIn(String text) {
    return text.length() >= SHORTEST && (fewPieces(text) || endsInLoop(text.strip()));
  }

  private static boolean fewPieces(String text) {
    var different = new HashSet<String>();
    int pieces = text.length() - PIECE + 1;
    for (int i = 0; i < pieces; i++) {
      different.add(text.substring(i, i + PIECE));
    }
    return different.size() < pieces * LEAST_DIFFERENT;
  }

  private static boolean endsInLoop(String text) {
    for (int round = SHORTEST_ROUND; round <= LONGEST_ROUND; round++) {
      if (round * ROUNDS <= text.length() && isLoop(text, round)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoop(String text, int round) {
    int end = text.length();
    for (int i = end - round * (ROUNDS - 1); i < end; i++) {
      if (text.charAt(i) != text.charAt(i - round)) {
        return false;
      }
    }
    return !text.substring(end - round).isBlank() && !isRule(text.substring(end - round));
  }

  /** A line of dashes or dots repeats itself without going wrong. */
  private static boolean isRule(String piece) {
    return piece.chars().noneMatch(Character::isLetterOrDigit);
  }
}
