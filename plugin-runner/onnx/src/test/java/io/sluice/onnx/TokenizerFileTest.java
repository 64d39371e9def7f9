package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFileTest {

  private static final String WORD_PIECE =
      """
      {"added_tokens": [{"id": 0, "content": "[UNK]"}, {"id": 7, "content": "[MASK]"}],
       "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                      "strip_accents": null, "lowercase": false},
       "pre_tokenizer": {"type": "BertPreTokenizer"},
       "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
       "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                 "max_input_chars_per_word": 100,
                 "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "Häu": 3, "##ser": 4, "hau": 5,
                           "中": 6, ".": 8}}}
      """;

  private static final String UNIGRAM =
      """
      {"added_tokens": [{"id": 0, "content": "<s>"}, {"id": 1, "content": "</s>"},
                        {"id": 2, "content": "<unk>"}, {"id": 9, "content": "<mask>"}],
       "normalizer": {"type": "Sequence", "normalizers": [
         {"type": "NFKC"},
         {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
       "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
         {"type": "WhitespaceSplit"},
         {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}]},
       "post_processor": {"type": "TemplateProcessing",
         "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                    {"Sequence": {"id": "A", "type_id": 0}},
                    {"SpecialToken": {"id": "</s>", "type_id": 0}}]},
       "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": false, "vocab": [
         ["<s>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["▁", -2.5], ["fi", -5.0], ["▁fin", -6.0],
         ["s", -3.5], ["é", -7.0]]}}
      """;

  @TempDir private Path folder;

  @Test
  void readsACasedWordPiece() throws IOException {
    var tokenizer = read(WORD_PIECE);

    assertThat(pieces(tokenizer, "Häuser.中häuser"))
        .containsExactly("3@0", "4@3", "8@6", "6@7", "0@8");
    assertThat(List.of(tokenizer.begin(), tokenizer.end(), tokenizer.size()))
        .containsExactly(1, 2, 9);
  }

  @Test
  void lowersAndStripsWhereTheFileSaysSo() throws IOException {
    var uncased = WORD_PIECE.replace("\"lowercase\": false", "\"lowercase\": true");

    assertThat(pieces(read(uncased), "HÄUser")).containsExactly("5@0", "4@3");
    assertThat(
            pieces(
                read(uncased.replace("\"strip_accents\": null", "\"strip_accents\": false")),
                "HÄUser"))
        .containsExactly("0@0");
  }

  @Test
  void takesChineseForLettersWhereTheFileSaysSo() throws IOException {
    var joined =
        WORD_PIECE.replace("\"handle_chinese_chars\": true", "\"handle_chinese_chars\": false");

    assertThat(pieces(read(joined), "中中")).containsExactly("0@0");
    assertThat(pieces(read(WORD_PIECE), "中中")).containsExactly("6@0", "6@1");
  }

  @Test
  void readsAUnigram() throws IOException {
    var tokenizer = read(UNIGRAM);

    // NFKC makes two letters of the first, and one of the last two.
    assertThat(pieces(tokenizer, "\uFB01nse\u0301")).containsExactly("5@0", "6@2", "7@3");
    // ▁ + fi + s
    assertThat(pieces(tokenizer, "fis")).containsExactly("3@0", "4@0", "6@2");
    assertThat(List.of(tokenizer.begin(), tokenizer.end(), tokenizer.size()))
        .containsExactly(0, 1, 10);
  }

  @Test
  void readsSpecialTokensInATextAsText() throws IOException {
    assertThat(pieces(read(UNIGRAM), "</s>")).containsExactly("3@0", "2@0", "6@2", "2@3");
    assertThat(pieces(read(WORD_PIECE), "[SEP]")).containsExactly("0@0", "0@1", "0@4");
  }

  @Test
  void readsTheCharacterMapOfAUnigram() throws IOException {
    var map = CharacterMapTest.encoded(Map.of("ß", "ss", "\u00A7", " "));
    var mapped =
        UNIGRAM.replace(
            "{\"type\": \"NFKC\"}",
            "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"" + map + "\"}");

    assertThat(pieces(read(mapped), "fiß§s"))
        .containsExactly("3@0", "4@0", "6@2", "6@2", "3@4", "6@4");
  }

  @Test
  void readsEndMarksOfOtherPostProcessorsAndOfNone() throws IOException {
    var roberta =
        "{\"type\": \"RobertaProcessing\", \"cls\": [\"</s>\", 1], \"sep\": [\"<s>\", 0]}";
    int start = UNIGRAM.indexOf("{\"type\": \"TemplateProcessing\"");
    int end = UNIGRAM.indexOf(",\n \"model\"");
    var processor = UNIGRAM.substring(start, end);

    var other = read(UNIGRAM.replace(processor, roberta));
    var none = read(UNIGRAM.replace(processor, "null"));

    assertThat(List.of(other.begin(), other.end())).containsExactly(1, 0);
    assertThat(List.of(none.begin(), none.end())).containsExactly(0, 1);
  }

  @Test
  void readsAPlainVocabularyAsACasedOne() throws IOException {
    var file = folder.resolve("vocab.txt");
    Files.writeString(file, "[UNK]\n[CLS]\n[SEP]\nHäu\n##ser\n");

    assertThat(pieces(TokenizerFile.read(file), "Häuser häuser"))
        .containsExactly("3@0", "4@3", "0@7");
  }

  @Test
  void refusesWhatItDoesNotDo() {
    assertRefused(
        UNIGRAM.replace("\"type\": \"Unigram\"", "\"type\": \"BPE\""),
        "have a model of type WordPiece or Unigram, but has BPE");
    assertRefused("{}", "have a model of type WordPiece or Unigram, but has none");
    assertRefused(
        UNIGRAM.replace("\"byte_fallback\": false", "\"byte_fallback\": true"),
        "have no byte_fallback, but has true");
    assertRefused(
        UNIGRAM.replace("\"unk_id\": 2", "\"unk_id\": 20"),
        "have an unk_id within its vocabulary, but has 20");
    assertRefused(
        UNIGRAM.replace("[\"fi\", -5.0]", "[\"fi\"]"),
        "have a vocabulary of pieces and scores, but has [\"fi\"]");
    assertRefused(
        UNIGRAM.replace("NFKC", "Nmt"),
        "have normalizers Precompiled, NFC, NFD, NFKC, NFKD, Lowercase, Strip or Replace,"
            + " but has Nmt");
    assertRefused(UNIGRAM.replace(" {2,}", "a"), "replace runs of spaces only, but has {");
    assertRefused(
        UNIGRAM.replace("\"always\"", "\"never\""),
        "have a Metaspace that begins every word with one mark, but has {");
    assertRefused(
        UNIGRAM.replace("Metaspace", "ByteLevel"),
        "have a pre_tokenizer of type WhitespaceSplit or Metaspace, but has ByteLevel");
    assertRefused(
        UNIGRAM.replace("\"<s>\"", "\"<t>\"").replace("\"id\": \"<t>\"", "\"id\": \"<s>\""),
        "give the id of <s>, but does not");
    assertRefused(
        WORD_PIECE.replace("\"BertPreTokenizer\"", "\"Whitespace\""),
        "have a pre_tokenizer of type BertPreTokenizer, but has Whitespace");
    assertRefused(
        WORD_PIECE.replace("\"BertNormalizer\"", "\"NFKC\""),
        "have a normalizer of type BertNormalizer, but has NFKC");
    assertRefused(
        WORD_PIECE.replace(": 100", ": 50"), "have max_input_chars_per_word 100, but has 50");
    assertRefused(
        WORD_PIECE.replace("\"hau\": 5", "\"hau\": \"x\""), "give each token an id from 0");
    assertRefused(WORD_PIECE.replace("\"[CLS]\": 1,", ""), "hold [CLS], but does not");
    assertRefused("{\"model\"", "be JSON, but ");
  }

  private void assertRefused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder.resolve("tokenizer.json") + " must " + message);
  }

  private Tokenizer read(String json) throws IOException {
    var file = folder.resolve("tokenizer.json");
    Files.writeString(file, json);
    return TokenizerFile.read(file);
  }

  private static List<String> pieces(Tokenizer tokenizer, String text) {
    var pieces = PiecedText.of(text, tokenizer).pieces();
    var ids = pieces.between(0, 0, pieces.count(), 0);
    var found = new ArrayList<String>();
    for (int i = 0; i < pieces.count(); i++) {
      found.add(ids[i + 1] + "@" + pieces.start(i));
    }
    return found;
  }
}
