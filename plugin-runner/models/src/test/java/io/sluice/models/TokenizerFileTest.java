package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenizerFileTest {

  private static final String GOOD =
      """
      {"normalizer": {"type": "BertNormalizer", "clean_text": true,
                      "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
       "pre_tokenizer": {"type": "BertPreTokenizer"},
       "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                 "max_input_chars_per_word": 100,
                 "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a": 3}}}
      """;

  @Test
  void listsTheTokensById() {
    assertThat(TokenizerFile.vocabulary("t.json", GOOD))
        .containsExactly("[UNK]", "[CLS]", "[SEP]", "a");
  }

  @Test
  void refusesACasedModel() {
    assertRefused(
        "\"lowercase\": true",
        "\"lowercase\": false",
        "t.json must have true at /normalizer/lowercase, but has false");
  }

  @Test
  void refusesAnotherKindOfTokenizer() {
    assertRefused(
        "\"WordPiece\"", "\"BPE\"", "t.json must have WordPiece at /model/type, but has \"BPE\"");
  }

  @Test
  void refusesKeptAccents() {
    assertRefused(
        "\"strip_accents\": null",
        "\"strip_accents\": false",
        "t.json must strip accents, but says false");
  }

  @Test
  void refusesAGap() {
    assertRefused("\"a\": 3", "\"a\": 4", "t.json must list its tokens by id, without a gap");
  }

  @Test
  void refusesAVocabularyWithoutEndMarks() {
    assertRefused("[SEP]", "b", "t.json must hold [UNK], [CLS] and [SEP]");
  }

  private static void assertRefused(String good, String bad, String message) {
    assertThatThrownBy(() -> TokenizerFile.vocabulary("t.json", GOOD.replace(good, bad)))
        .isInstanceOf(UnexpectedModelException.class)
        .hasMessageStartingWith(message);
  }
}
