package io.sluice.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One of OpenAI's byte pair encodings, exact: text to tokens.
 *
 * <p>What looks like a special token ({@code <|endoftext|>}) is ordinary text, as it is in a
 * prompt. Each vocabulary is loaded once, when it is first asked for. Thread-safe; time and memory
 * grow with the text's length, whatever the text.
 */
public final class BytePairEncoding {

  /**
   * Bytes above which a piece (a run without spaces, such as Chinese text or one letter repeated)
   * is cut before merging, which bounds memory. Each cut may add a token, rarely two.
   */
  static final int LONGEST_PIECE = 32 * 1024;

  private static final String RESOURCES = "/com/knuddels/jtokkit/";

  private static final Map<String, Supplier<BytePairEncoding>> NAMED =
      Map.of(
          "o200k_base", BytePairEncoding::o200k,
          "cl100k_base", BytePairEncoding::cl100k,
          "p50k_base", BytePairEncoding::p50k,
          // Differs by special tokens alone.
          "p50k_edit", BytePairEncoding::p50k,
          "r50k_base", BytePairEncoding::r50k);

  private final Vocabulary vocabulary;
  private final Pieces pieces;

  private BytePairEncoding(String resource, Pieces pieces) {
    vocabulary = Vocabulary.read(RESOURCES + resource);
    this.pieces = pieces;
  }

  private static final class O200k {
    static final BytePairEncoding ENCODING =
        new BytePairEncoding("o200k_base.tiktoken", new O200kPieces());
  }

  private static final class Cl100k {
    static final BytePairEncoding ENCODING =
        new BytePairEncoding("cl100k_base.tiktoken", new Cl100kPieces());
  }

  private static final class P50k {
    static final BytePairEncoding ENCODING =
        new BytePairEncoding("p50k_base.tiktoken", new R50kPieces());
  }

  private static final class R50k {
    static final BytePairEncoding ENCODING =
        new BytePairEncoding("r50k_base.tiktoken", new R50kPieces());
  }

  /** The encoding from GPT-4o on. */
  public static BytePairEncoding o200k() {
    return O200k.ENCODING;
  }

  /** The encoding of GPT-3.5, GPT-4 and the embedding models. */
  public static BytePairEncoding cl100k() {
    return Cl100k.ENCODING;
  }

  /** The encoding of Codex and of text-davinci-002 and -003. */
  public static BytePairEncoding p50k() {
    return P50k.ENCODING;
  }

  /** The encoding of GPT-3. */
  public static BytePairEncoding r50k() {
    return R50k.ENCODING;
  }

  /**
   * Returns an encoding by its published name, such as {@code o200k_base}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static BytePairEncoding named(String name) {
    var encoding = NAMED.get(name);
    if (encoding == null) {
      throw new IllegalArgumentException(
          "encoding must be one of " + NAMED.keySet() + ", but was " + name);
    }
    return encoding.get();
  }

  /** Returns the tokens of a text in order. */
  public int[] encode(String text) {
    var tokens = IntStream.builder();
    merge(text, tokens::add);
    return tokens.build().toArray();
  }

  /** Returns how many tokens a text has. */
  public long count(String text) {
    var counter = new Counter();
    merge(text, counter);
    return counter.tokens;
  }

  private void merge(String text, IntConsumer tokens) {
    var utf8 = wellFormed(text).getBytes(StandardCharsets.UTF_8);
    var merging = new Merging(vocabulary, utf8, tokens);
    for (int from = 0; from < utf8.length; ) {
      int end = pieces.end(utf8, from);
      while (end - from > LONGEST_PIECE) {
        int cut = from + LONGEST_PIECE;
        // A continuation byte belongs to the character before the cut.
        while ((utf8[cut] & 0xC0) == 0x80) {
          cut--;
        }
        merging.piece(from, cut);
        from = cut;
      }
      merging.piece(from, end);
      from = end;
    }
  }

  /** A surrogate without its other half becomes U+FFFD, as where the encodings come from. */
  private static String wellFormed(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          repaired = repaired == null ? new StringBuilder(text) : repaired;
          repaired.setCharAt(i, '\uFFFD');
        }
      }
    }
    return repaired == null ? text : repaired.toString();
  }

  private static final class Counter implements IntConsumer {
    long tokens;

    @Override
    public void accept(int token) {
      tokens++;
    }
  }
}
