package io.sluice.cache.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two questions and what each holds that the other does not.
 *
 * @param onlyAsked tokens of the asked question without a partner in the stored one
 * @param onlyStored the reverse
 * @param pairs tokens with a partner, as places in the asked and in the stored question
 * @param slips tokens that have a partner but for a slip of the keyboard
 * @param near whether partners were found that differ by more than that
 */
record Difference(
    Question asked,
    Question stored,
    List<Token> onlyAsked,
    List<Token> onlyStored,
    List<Place> pairs,
    Set<Token> slips,
    boolean near) {

  /** Where the same token stands in both questions. */
  record Place(int asked, int stored) {}

  /** With more words left over than this, misspellings are not looked for: the texts differ. */
  private static final int MOST_LEFT = 24;

  static Difference of(Question asked, Question stored, Lexicon lexicon) {
    var places = new HashMap<String, List<Integer>>();
    for (int i = stored.tokens().size() - 1; i >= 0; i--) {
      places.computeIfAbsent(stored.tokens().get(i).key(), any -> new ArrayList<>(1)).add(i);
    }
    var pairs = new ArrayList<Place>();
    var leftAsked = new ArrayList<Token>();
    for (int i = 0; i < asked.tokens().size(); i++) {
      var token = asked.tokens().get(i);
      var same = places.get(token.key());
      if (same == null || same.isEmpty()) {
        leftAsked.add(token);
      } else {
        pairs.add(new Place(i, same.removeLast()));
      }
    }
    var leftStored = left(stored, places);
    var slips = new HashSet<Token>();
    boolean near = new Misspellings(lexicon, leftAsked, leftStored, slips).pairUp();
    return new Difference(asked, stored, leftAsked, leftStored, pairs, slips, near);
  }

  private static List<Token> left(Question stored, Map<String, List<Integer>> places) {
    var left = new boolean[stored.tokens().size()];
    places.values().forEach(rest -> rest.forEach(i -> left[i] = true));
    var tokens = new ArrayList<Token>();
    for (int i = 0; i < left.length; i++) {
      if (left[i]) {
        tokens.add(stored.tokens().get(i));
      }
    }
    return tokens;
  }

  /** Returns how many words that carry meaning have a partner. */
  int shared() {
    return (int) pairs.stream().filter(p -> asked.tokens().get(p.asked()).isContent()).count();
  }

  /** Returns how many words that carry meaning there are in both questions. */
  long content() {
    return asked.tokens().stream().filter(Token::isContent).count()
        + stored.tokens().stream().filter(Token::isContent).count();
  }

  /** Returns which part of the words that carry meaning has a partner, in [0, 1]. */
  double sharedPart() {
    long words = content();
    return words == 0 ? 1 : 2.0 * shared() / words;
  }

  boolean sameContent() {
    return onlyAsked.stream().noneMatch(Token::isContent)
        && onlyStored.stream().noneMatch(Token::isContent);
  }

  /** Pairs up what is left over by its spelling. */
  private record Misspellings(
      Lexicon lexicon, List<Token> asked, List<Token> stored, Set<Token> slips) {

    boolean pairUp() {
      if (asked.size() + stored.size() > 2 * MOST_LEFT) {
        return false;
      }
      dropFillers(asked);
      dropFillers(stored);
      joinWords(asked, stored);
      joinWords(stored, asked);
      pair(true);
      return pair(false);
    }

    private boolean pair(boolean slip) {
      boolean found = false;
      for (int i = asked.size() - 1; i >= 0; i--) {
        var a = asked.get(i);
        for (int j = stored.size() - 1; j >= 0; j--) {
          if (isMisspelling(a, stored.get(j), slip)) {
            if (slip) {
              slips.add(asked.remove(i));
              slips.add(stored.remove(j));
            } else {
              asked.remove(i);
              stored.remove(j);
            }
            found = true;
            break;
          }
        }
      }
      return found;
    }

    private boolean isMisspelling(Token a, Token s, boolean slip) {
      if (a.isNumber() || s.isNumber()) {
        return false;
      }
      boolean alike = slip ? Typo.isSlip(a.text(), s.text()) : Typo.isNear(a.text(), s.text());
      return alike && !(lexicon.knows(a) && lexicon.knows(s));
    }

    private void dropFillers(List<Token> left) {
      left.removeIf(
          token -> token.text().length() > 4 && !token.isNumber() && isFiller(token.text()));
    }

    /** A loop: it runs for every word of every candidate. */
    private boolean isFiller(String word) {
      for (var filler : lexicon.fillerWords()) {
        if (Typo.isSlip(word, filler)) {
          return true;
        }
      }
      return false;
    }

    /** "top up" and "topup". */
    private static void joinWords(List<Token> apart, List<Token> joined) {
      for (int i = apart.size() - 2; i >= 0 && i + 1 < apart.size(); i--) {
        var whole = apart.get(i).text() + apart.get(i + 1).text();
        for (int j = joined.size() - 1; j >= 0; j--) {
          if (joined.get(j).text().equals(whole)) {
            joined.remove(j);
            apart.remove(i + 1);
            apart.remove(i);
            break;
          }
        }
      }
    }
  }
}
