package io.sluice.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens of a BERT model, by id.
 *
 * @param beginnings ids of the pieces that begin a word
 * @param continuations ids of the pieces that continue one, without their {@code ##}
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

  /**
   * Reads the lines of a {@code vocab.txt}: one token a line, in the order of ids.
   *
   * @throws ModelFileException if a token comes twice or a special one is missing
   */
  static Vocabulary of(String file, List<String> tokens) {
    var beginnings = new LinkedHashMap<String, Integer>();
    var continuations = new LinkedHashMap<String, Integer>();
    for (int id = 0; id < tokens.size(); id++) {
      var token = tokens.get(id);
      boolean continues = token.startsWith(CONTINUATION) && token.length() > CONTINUATION.length();
      var earlier =
          continues
              ? continuations.put(token.substring(CONTINUATION.length()), id)
              : beginnings.put(token, id);
      if (earlier != null) {
        throw new ModelFileException(
            file, "hold each token once", "line %d repeats line %d".formatted(id + 1, earlier + 1));
      }
    }
    return new Vocabulary(
        beginnings,
        continuations,
        tokens.size(),
        special(file, beginnings, "[UNK]"),
        special(file, beginnings, "[CLS]"),
        special(file, beginnings, "[SEP]"));
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
