package io.sluice.compressor.text;

/**
 * Cuts a text into what is compared: words without case, accents and endings, numbers, identifiers,
 * and pairs of characters where a script has no spaces.
 *
 * <p>Each is named by a 64-bit hash, so that nothing is allocated; that two of a prompt's words
 * share one is left to chance. Any text will do; the time is linear in its length.
 */
public final class Words {

  /** What is told of each. */
  public enum Kind {
    WORD,
    NUMBER,
    /** A pair of characters of a script without spaces, or a single one that stands alone. */
    PAIR,
    /** A run of letters, digits and joints that names one thing: a UUID, a path, a constant. */
    IDENTIFIER,
    /**
     * Four letters of the word before, or all of it if it has no more: finds parts of compounds.
     */
    GRAM
  }

  /** Takes what is found, in order; a word's grams behind it, an identifier behind its parts. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Takes one.
     *
     * @param term a hash of what it says
     * @param start where it begins, in UTF-16 units
     * @param end where it ends
     */
    void read(long term, Kind kind, int start, int end);
  }

  private static final long SEED = 0x9e3779b97f4a7c15L;

  /** Of a longer word, the letters behind count, but its ending is left on it. */
  private static final int LONGEST = 64;

  private static final int GRAM = 4;

  private final CharSequence text;
  private final Reader reader;
  private final int[] letters = new int[LONGEST];
  private int at;

  private Words(CharSequence text, Reader reader) {
    this.text = text;
    this.reader = reader;
  }

  /** Reads a text from its start to its end. */
  public static void read(CharSequence text, Reader reader) {
    new Words(text, reader).run();
  }

  private void run() {
    int length = text.length();
    while (at < length) {
      int point = Character.codePointAt(text, at);
      switch (Script.of(point)) {
        case SPACED, DIGIT -> run(at);
        case DENSE -> pairs(point);
        case ACCENT, NONE -> at += Character.charCount(point);
      }
    }
  }

  /** Reads words and numbers up to the next space, and what they make together. */
  private void run(int start) {
    long whole = SEED;
    int parts = 0;
    boolean digits = false;
    boolean letters = false;
    boolean joint = false;
    int end = start;
    while (at < text.length()) {
      int point = Character.codePointAt(text, at);
      var script = Script.of(point);
      int from = at;
      if (script == Script.SPACED) {
        word();
        letters = true;
        parts++;
      } else if (script == Script.DIGIT) {
        number();
        digits = true;
        parts++;
      } else if (isJoint(point) && isWordAt(at + 1)) {
        joint |= point != '-' && point != '\'' && point != '’';
        at++;
      } else {
        break;
      }
      whole = hash(whole, from, at);
      end = at;
    }
    boolean named = parts > 1 && ((digits && letters) || joint || parts > 3);
    if (named) {
      reader.read(finish(whole), Kind.IDENTIFIER, start, end);
    }
  }

  private long hash(long hash, int from, int to) {
    long result = hash;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      result = step(result, c < 128 ? Folded.of(c) : c);
    }
    return result;
  }

  private static boolean isJoint(int point) {
    return switch (point) {
      case '-', '_', '.', '/', ':', '@', '#', '+', '\'', '’', '\\' -> true;
      default -> false;
    };
  }

  private boolean isWordAt(int index) {
    if (index >= text.length()) {
      return false;
    }
    var script = Script.of(Character.codePointAt(text, index));
    return script == Script.SPACED || script == Script.DIGIT;
  }

  private void word() {
    int start = at;
    int length = 0;
    long rest = SEED;
    while (at < text.length()) {
      int point = Character.codePointAt(text, at);
      var script = Script.of(point);
      if (script == Script.SPACED) {
        int letter = Folded.of(point);
        if (length < LONGEST) {
          letters[length++] = letter;
        } else {
          rest = step(rest, letter);
        }
      } else if (script != Script.ACCENT) {
        break;
      }
      at += Character.charCount(point);
    }
    int stem = length < LONGEST ? Stem.length(letters, length) : length;
    long hash = rest;
    for (int i = 0; i < stem; i++) {
      hash = step(hash, letters[i]);
    }
    // A letter behind an apostrophe, as in "Sluice's" and "don't", is an ending.
    boolean ending =
        length == 1
            && start > 0
            && (text.charAt(start - 1) == '\'' || text.charAt(start - 1) == '’');
    if (!ending) {
      reader.read(finish(hash), Kind.WORD, start, at);
      grams(length, start);
    }
  }

  private void grams(int length, int start) {
    for (int i = 0; i == 0 || i + GRAM <= length; i++) {
      long hash = SEED;
      for (int j = i; j < Math.min(i + GRAM, length); j++) {
        hash = step(hash, letters[j]);
      }
      reader.read(finish(hash), Kind.GRAM, start, at);
    }
  }

  /** A number with its separators, of which those of thousands do not count. */
  private void number() {
    int start = at;
    long hash = SEED;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Script.of(c) == Script.DIGIT) {
        hash = step(hash, '0' + Character.digit(c, 10));
      } else if ((c == '.' || c == ',') && isDigitAt(at + 1)) {
        hash = isThousands() ? hash : step(hash, '.');
      } else {
        break;
      }
      at++;
    }
    if (at == start) {
      // A digit beyond the basic plane.
      hash = step(hash, Character.codePointAt(text, at));
      at += Character.charCount(Character.codePointAt(text, at));
    }
    reader.read(finish(hash), Kind.NUMBER, start, at);
  }

  private boolean isThousands() {
    return isDigitAt(at + 2) && isDigitAt(at + 3) && !isDigitAt(at + 4);
  }

  private boolean isDigitAt(int index) {
    return index < text.length() && Script.of(text.charAt(index)) == Script.DIGIT;
  }

  private void pairs(int first) {
    int before = first;
    int start = at;
    at += Character.charCount(first);
    boolean alone = true;
    while (at < text.length()) {
      int point = Character.codePointAt(text, at);
      if (Script.of(point) != Script.DENSE) {
        break;
      }
      int next = at + Character.charCount(point);
      reader.read(finish(step(step(SEED, before), point)), Kind.PAIR, start, next);
      before = point;
      start = at;
      at = next;
      alone = false;
    }
    if (alone) {
      reader.read(finish(step(SEED, first)), Kind.PAIR, start, at);
    }
  }

  private static long step(long hash, int value) {
    return (hash ^ value) * 0x100000001b3L;
  }

  /** Spreads what differs in the last letters over all bits. */
  private static long finish(long hash) {
    long spread = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return spread ^ (spread >>> 32);
  }
}
