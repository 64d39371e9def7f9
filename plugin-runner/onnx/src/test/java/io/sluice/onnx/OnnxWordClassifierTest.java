package io.sluice.onnx;

import static io.sluice.onnx.TinyModel.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.WordClassifier.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWordClassifierTest {

  /** The keep scores of pieces with the logits (0, 1), (0, -1) and (2, 0). */
  private static final double KEEP = 1 / (1 + Math.exp(-1));

  private static final double DROP = 1 / (1 + Math.exp(1));
  private static final double END = 1 / (1 + Math.exp(2));

  private static final TinyModel MODEL =
      TinyModel.good()
          .withOutput("logits")
          .withVocabulary("[UNK]", "[CLS]", "[SEP]", "up", "##ward", ".", "中", "国")
          .withRows(
              List.of(
                  row(0, 0),
                  row(9, 9),
                  row(9, 9),
                  row(0, 1),
                  row(0, -1),
                  row(2, 0),
                  row(0, 1),
                  row(0, -1)));

  @TempDir private Path folder;

  @Test
  void aWordsScoreIsTheMeanOfItsPieces() throws IOException {
    assertThat(words("up upward. Up"))
        .containsExactly(
            new Word(0, 2, KEEP),
            new Word(3, 10, (KEEP + DROP + END) / 3),
            // Cased: it is unknown.
            new Word(11, 13, 0.5));
  }

  @Test
  void whereNoSpaceIsWrittenEachPieceIsAWord() throws IOException {
    assertThat(words("中国up 国."))
        .containsExactly(
            new Word(0, 1, KEEP),
            new Word(1, 2, DROP),
            new Word(2, 4, KEEP),
            new Word(5, 6, DROP),
            new Word(6, 7, END));
  }

  @Test
  void aWordThatTheModelDoesNotSeeIsToBeKept() throws IOException {
    assertThat(words("up \u0000\u200B up"))
        .containsExactly(new Word(0, 2, KEEP), new Word(3, 5, 1), new Word(6, 8, KEEP));
  }

  @Test
  void nothingHasNoWords() throws IOException {
    assertThat(words("")).isEmpty();
    assertThat(words(" \n\u00A0\u3000")).isEmpty();
  }

  @Test
  void everyWordOfALongTextHasItsScoreOnce() throws IOException {
    var random = new Random(4);
    var text = new StringBuilder();
    var expected = new ArrayList<Word>();
    for (int i = 0; i < 3_000; i++) {
      int start = text.length();
      int suffixes = random.nextInt(40) == 0 ? random.nextInt(90) : random.nextInt(3);
      boolean ends = random.nextInt(200) == 0;
      text.append("up").append("ward".repeat(suffixes)).append(ends ? "." : "");
      double sum = KEEP + suffixes * DROP + (ends ? END : 0);
      // Longer ones are unknown to WordPiece.
      boolean known = 2 + 4 * suffixes <= 100;
      double score = known ? sum / (1 + suffixes + (ends ? 1 : 0)) : ends ? (0.5 + END) / 2 : 0.5;
      expected.add(new Word(start, text.length(), score));
      text.append(random.nextInt(50) == 0 ? "\n" : " ");
    }

    var words = words(text.toString());

    assertThat(words).hasSameSizeAs(expected);
    for (int i = 0; i < words.size(); i++) {
      assertThat(words.get(i).start()).isEqualTo(expected.get(i).start());
      assertThat(words.get(i).end()).isEqualTo(expected.get(i).end());
      assertThat(words.get(i).keep()).isCloseTo(expected.get(i).keep(), within(1e-6));
    }
  }

  @Test
  void aWordLongerThanAChunkHasOneScore() throws IOException {
    // Punctuation is a piece each.
    var text = "up " + ".".repeat(2_000) + " up";

    var words = words(text);

    assertThat(words).hasSize(3);
    assertThat(words.get(1).start()).isEqualTo(3);
    assertThat(words.get(1).end()).isEqualTo(2_003);
    assertThat(words.get(1).keep()).isCloseTo(END, within(1e-6));
  }

  @Test
  void anyCharsHaveWordsWithWhiteSpaceOrNothingBetween() throws IOException {
    var random = new Random(8);
    try (var classifier = load(MODEL)) {
      for (int i = 0; i < 300; i++) {
        var text = new StringBuilder();
        random
            .ints(random.nextInt(300), 0, random.nextBoolean() ? 0x10000 : 0x80)
            .forEach(c -> text.append((char) c));

        int end = 0;
        for (var word : classifier.words(text.toString())) {
          assertThat(text.substring(end, word.start()).chars()).allMatch(c -> isSpace(c));
          end = word.end();
        }
        assertThat(text.substring(end).chars()).allMatch(c -> isSpace(c));
      }
    }
  }

  @Test
  void givesTypesToAGraphThatTakesThem() throws IOException {
    var model = MODEL.withInputs("input_ids", "attention_mask", "token_type_ids");

    try (var classifier = load(model)) {
      assertThat(classifier.words("up")).containsExactly(new Word(0, 2, KEEP));
    }
  }

  @Test
  void hasAnIdThatChangesWithTheFiles() throws IOException {
    try (var one = load(MODEL);
        var other = load(MODEL.withVocabulary("[UNK]", "[CLS]", "[SEP]", "on", "off"))) {
      assertThat(one.id()).matches(folder.getFileName() + "@[0-9a-f]{12}/words/510");
      assertThat(other.id()).isNotEqualTo(one.id());
    }
  }

  @Test
  void endsAnInterruptedWaitEarly() throws IOException {
    try (var classifier = load(MODEL)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> classifier.words("up"))
          .isInstanceOf(DependencyException.class)
          .hasMessageStartingWith("onnx could not score the words: ")
          .hasMessageEndingWith("interrupted while it waited for a core");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void saysThatItIsClosed() throws IOException {
    var classifier = load(MODEL);
    classifier.close();
    classifier.close();

    assertThatThrownBy(() -> classifier.words("up"))
        .isInstanceOf(DependencyException.class)
        .hasMessageEndingWith("it is closed");
  }

  @Test
  void failsOnAScoreThatIsNoNumber() throws IOException {
    var rows = new ArrayList<>(MODEL.rows());
    rows.set(3, row(Float.NaN, 0));

    try (var classifier = load(MODEL.withRows(rows))) {
      assertThatThrownBy(() -> classifier.words("up"))
          .isInstanceOf(DependencyException.class)
          .hasMessageEndingWith("a score is not a number");
    }
  }

  @Test
  void refusesAGraphThatDoesNotFit() {
    assertRefused(
        MODEL.withOutput("last_hidden_state"),
        "model.onnx must give logits, but gives [last_hidden_state]");
    assertRefused(
        MODEL.withInputs("input_ids", "attention_mask", "position_ids"),
        "model.onnx must take input_ids, attention_mask and maybe token_type_ids, but takes"
            + " [attention_mask, input_ids, position_ids]");
    assertRefused(
        MODEL.withRows(List.of(List.of(1f, 2f, 3f))),
        "model.onnx must give 2 numbers a token: drop, keep, but gives 3");
    assertRefused(
        MODEL.withRows(MODEL.rows().subList(0, 7)),
        "model.onnx must read 512 tokens of a vocabulary of 8 and give 2 numbers");
    assertRefused(MODEL.withLength(256), "model.onnx must read 512 tokens");
  }

  @Test
  void refusesMissingFilesAndNoConcurrency() throws IOException {
    MODEL.writeTo(folder);
    var model = folder.resolve("model.onnx");
    var tokenizer = folder.resolve("vocab.txt");

    assertThatThrownBy(() -> OnnxWordClassifier.load(folder.resolve("none"), tokenizer, 1))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(folder.resolve("none") + " must be a file, but does not exist");
    assertThatThrownBy(() -> OnnxWordClassifier.load(model, folder, 1))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(folder + " must be a file, but is not one");
    assertThatThrownBy(() -> OnnxWordClassifier.load(model, tokenizer, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("word classifier: concurrency must be at least 1, but was 0");
    Files.writeString(model, "not a graph");
    assertThatThrownBy(() -> OnnxWordClassifier.load(model, tokenizer, 1))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model.onnx must be a graph that ONNX Runtime loads, but ");
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private void assertRefused(TinyModel model, String message) {
    assertThatThrownBy(() -> load(model))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }

  private List<Word> words(String text) throws IOException {
    try (var classifier = load(MODEL)) {
      return classifier.words(text);
    }
  }

  private OnnxWordClassifier load(TinyModel model) throws IOException {
    model.writeTo(folder);
    return OnnxWordClassifier.load(folder.resolve("model.onnx"), folder.resolve("vocab.txt"), 1);
  }
}
