package io.sluice.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens of a BERT model, by id.
 *
 * @param beginnings ids of the pieces that begin a word
 * @param continuations ids of the pieces that continue one, without the mark that says so
 * @param size how many tokens there are; the greatest id is one less
 */
record Vocabulary(
    Map<String, Integer> beginnings,
    Map<String, Integer> continuations,
    int size,
    int unk,
    int cls,
    int sep) {

  private static final String CONTINUATION = "##";

  /** The tokens that stand for something else than text. */
  record Specials(String unk, String cls, String sep) {

    static final Specials BERT = new Specials("[UNK]", "[CLS]", "[SEP]");
  }

  /**
   * Reads the lines of a {@code vocab.txt}: one token a line, in the order of ids.
   *
   * @throws ModelFileException if a token comes twice or a special one is missing
   */
  static Vocabulary of(String file, List<String> tokens) {
    var ids = new LinkedHashMap<String, Integer>();
    for (int id = 0; id < tokens.size(); id++) {
      var earlier = ids.put(tokens.get(id), id);
      if (earlier != null) {
        throw new ModelFileException(
            file, "hold each token once", "line %d repeats line %d".formatted(id + 1, earlier + 1));
      }
    }
    return of(file, ids, tokens.size(), CONTINUATION, Specials.BERT);
  }

  /**
   * Takes tokens with their ids.
   *
   * @param size one more than the greatest id
   * @param continuation what begins a token that continues a word
   * @throws ModelFileException if a special one is missing
   */
  static Vocabulary of(
      String file, Map<String, Integer> tokens, int size, String continuation, Specials specials) {
    var beginnings = new LinkedHashMap<String, Integer>();
    var continuations = new LinkedHashMap<String, Integer>();
    tokens.forEach((token, id) -> {
      if (token.startsWith(continuation) && token.length() > continuation.length()) {
        continuations.put(token.substring(continuation.length()), id);
      } else {
        beginnings.put(token, id);
      }
    });
    return new Vocabulary(
        beginnings,
        continuations,
        size,
        special(file, beginnings, specials.unk()),
        special(file, beginnings, specials.cls()),
        special(file, beginnings, specials.sep()));
  }

  private static int special(String file, Map<String, Integer> tokens, String token) {
    var id = tokens.get(token);
    if (id == null) {
      throw new ModelFileException(
          file, "hold " + token, "does not, among " + tokens.size() + " word beginnings");
    }
    return id;
  }
}
