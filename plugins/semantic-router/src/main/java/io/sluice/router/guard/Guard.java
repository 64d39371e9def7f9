package io.sluice.router.guard;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds what is left of a prompt without what says nothing about its task: talk about the model,
 * the difficulty or the instructions, noise, and snippets that nobody asks about.
 *
 * <p>Takes time linear in the text's length. The same text always gives the same answer.
 */
public final class Guard {

  /** A shorter rest is no ask: a salutation, or the colon before what was stripped. */
  private static final int SHORTEST_LETTERS = 2;

  /** Longer noise is material that somebody wants something of. */
  private static final int LONGEST_NOISE = 400;

  /** So many words without small ones are of a language of which too little is known. */
  private static final int ENOUGH_WORDS = 6;

  private static final int WORDS_OF_ONE = 8;

  /** Pieces within a run that look like language. */
  private static final int GAPS = 1;

  private Guard() {}

  /**
   * Returns what may be left, the likeliest first; nothing if nothing was stripped, or nothing is
   * left.
   */
  public static List<String> stripped(String text) {
    var pieces = Pieces.of(text);
    if (pieces.size() < 2) {
      return List.of();
    }
    var looks = pieces.stream().map(Look::of).toList();
    var scripts = pieces.stream().map(Script::of).toList();
    return Script.in(pieces).stream()
        .flatMap(home -> left(pieces, looks, pushes(pieces, looks, scripts, home)).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> left(List<String> pieces, List<Look> looks, BitSet pushes) {
    addNoise(pieces, looks, pushes);
    var left = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      left.append(pushes.get(i) ? "" : pieces.get(i));
    }
    var rest = left.toString().strip();
    return !pushes.isEmpty() && letters(rest) >= SHORTEST_LETTERS
        ? Optional.of(rest)
        : Optional.empty();
  }

  private static BitSet pushes(
      List<String> pieces, List<Look> looks, List<Optional<Script>> scripts, Script home) {
    boolean takenOver = looks.stream().anyMatch(Look::takesOver);
    var pushes = new BitSet();
    boolean speech = false;
    boolean apart = isApart(looks, scripts, home);
    for (int i = 0; i < pieces.size(); i++) {
      var look = looks.get(i);
      speech = (speech || look.takesOver()) && !look.question();
      pushes.set(
          i,
          speech
              || look.isPush()
              || (takenOver && look.isPersona() && !look.question())
              || (apart && !look.isNoise() && isOther(scripts.get(i), home)));
      speech &= !pieces.get(i).contains("\n");
    }
    return pushes;
  }

  private static boolean isOther(Optional<Script> script, Script home) {
    return script.filter(other -> other != home).isPresent();
  }

  /** Whether nothing in one script speaks of what stands in another. */
  private static boolean isApart(List<Look> looks, List<Optional<Script>> scripts, Script home) {
    for (int i = 0; i < looks.size(); i++) {
      if (!isOther(scripts.get(i), home) && looks.get(i).refers()) {
        return false;
      }
    }
    return true;
  }

  /** One short run of noise is an addition; more of it, or what is spoken of, is the matter. */
  private static void addNoise(List<String> pieces, List<Look> looks, BitSet pushes) {
    var noise = new BitSet();
    int characters = 0;
    int words = 0;
    int functionWords = 0;
    boolean spokenOf = false;
    for (int i = 0; i < pieces.size(); i++) {
      if (looks.get(i).isNoise()) {
        noise.set(i);
        characters += pieces.get(i).length();
      } else if (!pushes.get(i)) {
        spokenOf |= looks.get(i).refers();
        words += looks.get(i).words();
        functionWords += looks.get(i).functionWords();
      }
    }
    boolean isOneRun =
        noise.isEmpty() || noise.length() - noise.nextSetBit(0) <= noise.cardinality() + GAPS;
    boolean isForeign = words >= ENOUGH_WORDS && functionWords * WORDS_OF_ONE < words;
    if (!spokenOf && !isForeign && isOneRun && characters <= LONGEST_NOISE) {
      pushes.or(noise);
    }
  }

  private static long letters(String text) {
    return text.codePoints().filter(Character::isLetter).count();
  }
}
