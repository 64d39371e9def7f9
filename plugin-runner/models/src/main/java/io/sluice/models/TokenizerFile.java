package io.sluice.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published {@code tokenizer.json}, of which only the vocabulary is kept. */
final class TokenizerFile {

  /** What the runner's own tokenizer does, as the published file has to describe it. */
  private static final Map<String, String> EXPECTED =
      Map.of(
          "/normalizer/type", "BertNormalizer",
          "/normalizer/clean_text", "true",
          "/normalizer/handle_chinese_chars", "true",
          "/normalizer/lowercase", "true",
          "/pre_tokenizer/type", "BertPreTokenizer",
          "/model/type", "WordPiece",
          "/model/unk_token", "[UNK]",
          "/model/continuing_subword_prefix", "##",
          "/model/max_input_chars_per_word", "100");

  private TokenizerFile() {}

  /** Returns the tokens in the order of their ids, from 0. */
  static List<String> vocabulary(String file, String json) {
    var tokenizer = JsonMapper.shared().readTree(json);
    EXPECTED.forEach((pointer, value) -> require(file, tokenizer, pointer, value));
    // Not set means: as lower-casing says.
    var accents = tokenizer.at("/normalizer/strip_accents");
    if (!accents.isNull() && !accents.asBoolean()) {
      throw new UnexpectedModelException(file, "strip accents", "says " + accents);
    }

    var tokens = new ArrayList<String>();
    for (var entry : tokenizer.at("/model/vocab").properties()) {
      if (entry.getValue().intValue() != tokens.size()) {
        throw new UnexpectedModelException(
            file, "list its tokens by id, without a gap", "has " + entry + " at " + tokens.size());
      }
      tokens.add(entry.getKey());
    }
    if (!tokens.containsAll(List.of("[UNK]", "[CLS]", "[SEP]"))) {
      throw new UnexpectedModelException(
          file, "hold [UNK], [CLS] and [SEP]", "not all are among its " + tokens.size());
    }
    return tokens;
  }

  private static void require(String file, JsonNode tokenizer, String pointer, String value) {
    var found = tokenizer.at(pointer);
    if (!found.asString("").equals(value)) {
      throw new UnexpectedModelException(
          file, "have %s at %s".formatted(value, pointer), "has " + found);
    }
  }
}
