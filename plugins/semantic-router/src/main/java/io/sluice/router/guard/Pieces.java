package io.sluice.router.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into its lines, those into sentences, and out of those what is no sentence. */
final class Pieces {

  /** A shorter run of strange chunks is a name, a number or a term. */
  private static final int SHORTEST_RUN = 3;

  /** Fewer words beside noise belong to it. */
  private static final int FEWEST_WORDS = 2;

  /** Plain words between strange chunks. */
  private static final int LONGEST_GAP = 4;

  /** So many words without a small one among them are no sentence. */
  private static final int LONGEST_LIST = 7;

  private Pieces() {}

  /**
   * Returns the pieces with the space and the marks that follow each: together they are the text.
   */
  static List<String> of(String text) {
    var pieces = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (ends(text, i)) {
        int end = i + 1;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        pieces.addAll(cut(text.substring(start, end)));
        start = end;
        i = end - 1;
      }
    }
    if (start < text.length()) {
      pieces.addAll(cut(text.substring(start)));
    }
    return pieces;
  }

  private static boolean ends(String text, int i) {
    return switch (text.charAt(i)) {
      case '\n', '。', '！', '？', '；' -> true;
      case '.', '!', '?', '…' ->
          i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1));
      default -> false;
    };
  }

  /** A chunk is a word with its marks and the space behind it. */
  private static List<String> cut(String sentence) {
    var pieces = new ArrayList<String>();
    int start = 0;
    var run = new Run();
    for (int at = 0; at < sentence.length(); ) {
      int end = at;
      while (end < sentence.length() && !Character.isWhitespace(sentence.charAt(end))) {
        end++;
      }
      var chunk = sentence.substring(at, end);
      while (end < sentence.length() && Character.isWhitespace(sentence.charAt(end))) {
        end++;
      }
      if (!run.takes(chunk, at, end)) {
        start = close(sentence, pieces, start, run);
        run = new Run();
        run.takes(chunk, at, end);
      }
      at = end;
    }
    start = close(sentence, pieces, start, run);
    if (start < sentence.length()) {
      pieces.add(sentence.substring(start));
    }
    return pieces.size() > 1 && Look.of(sentence).isNoise() && !holdsSpeech(pieces)
        ? List.of(sentence)
        : pieces;
  }

  /** Whether there is a piece beside the noise that says something. */
  private static boolean holdsSpeech(List<String> pieces) {
    return pieces.stream()
        .map(Look::of)
        .anyMatch(look -> !look.isNoise() && look.words() >= FEWEST_WORDS);
  }

  private static int close(String sentence, List<String> pieces, int start, Run run) {
    if (!run.isNoSentence() || (run.from == start && run.to == sentence.length())) {
      return start;
    }
    if (run.from > start) {
      pieces.add(sentence.substring(start, run.from));
    }
    pieces.add(sentence.substring(run.from, run.to));
    return run.to;
  }

  /** Chunks beside each other that are strange, or plain words that nothing binds. */
  private static final class Run {
    private int from;
    private int to;
    private int strange;
    private int chunks;
    private int gap;
    private int unbound;
    private boolean loose = true;

    /** Returns whether a chunk belongs to what was taken before. */
    boolean takes(String chunk, int at, int end) {
      boolean odd = Words.isStrange(chunk);
      boolean plain = !odd && isUnbound(chunk);
      if (chunks + unbound == 0) {
        from = at;
        to = end;
        loose = plain;
        unbound = plain ? 1 : 0;
        chunks = odd ? 1 : 0;
        strange = chunks;
        return true;
      }
      if (loose) {
        if (plain) {
          unbound++;
          to = end;
        }
        return plain;
      }
      gap = odd ? 0 : isShouted(chunk) ? gap : gap + 1;
      chunks++;
      if (odd) {
        strange++;
        to = end;
      }
      return gap <= LONGEST_GAP;
    }

    boolean isNoSentence() {
      return (strange >= SHORTEST_RUN && 3 * strange >= chunks - gap) || unbound >= LONGEST_LIST;
    }
  }

  /** Whether a chunk may be a word of a query language. */
  private static boolean isShouted(String chunk) {
    return chunk.length() > 1 && chunk.chars().allMatch(Character::isUpperCase);
  }

  /** Whether a chunk is a plain word that no small word and no mark binds to others. */
  private static boolean isUnbound(String chunk) {
    var low = chunk.toLowerCase(Locale.ROOT);
    return low.chars().allMatch(Character::isLetter)
        && low.length() > 2
        && low.charAt(0) < 0x250
        && !Words.isSmall(low);
  }
}
