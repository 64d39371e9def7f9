package io.sluice.onnx;

import static io.sluice.onnx.TinyModel.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.DependencyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoadingTest {

  private static final EmbeddingConfig TWO_DIMENSIONS = new EmbeddingConfig(Pooling.MEAN, 2, 16, 1);

  @TempDir private Path folder;

  @Test
  void meanPoolingTakesEveryToken() throws IOException {
    TinyModel.good().writeTo(folder);

    try (var model = OnnxEmbeddingModel.load(folder, TWO_DIMENSIONS)) {
      // (5, 0) + (0, 7) + (0, 0)
      var vector = model.embed("up").toArray();

      assertThat(vector[1] / vector[0]).isCloseTo(7f / 5, within(1e-6f));
    }
  }

  @Test
  void firstTokenPoolingTakesTheFirstOnly() throws IOException {
    TinyModel.good().writeTo(folder);

    try (var model =
        OnnxEmbeddingModel.load(folder, new EmbeddingConfig(Pooling.FIRST_TOKEN, 2, 16, 1))) {
      assertThat(model.embed("up").toArray()).containsExactly(1, 0);
    }
  }

  @Test
  void givesEveryInputThatTheGraphTakes() throws IOException {
    TinyModel.good().withInputs("input_ids", "attention_mask", "token_type_ids").writeTo(folder);

    try (var model = OnnxEmbeddingModel.load(folder, TWO_DIMENSIONS)) {
      assertThat(model.embed("up")).isNotEqualTo(model.embed("down"));
    }
  }

  @Test
  void idChangesWithWeightsPoolingAndLimit() throws IOException {
    TinyModel.good().writeTo(folder);
    var id = idOf(TWO_DIMENSIONS);

    assertThat(idOf(TWO_DIMENSIONS)).isEqualTo(id);
    assertThat(idOf(TWO_DIMENSIONS.withMaxTokens(32))).isNotEqualTo(id);
    assertThat(idOf(new EmbeddingConfig(Pooling.FIRST_TOKEN, 2, 16, 1))).isNotEqualTo(id);
    TinyModel.good()
        .withRows(List.of(row(1, 1), row(2, 2), row(3, 3), row(4, 4), row(5, 5)))
        .writeTo(folder);
    assertThat(idOf(TWO_DIMENSIONS)).isNotEqualTo(id);
  }

  @Test
  void failsOnATextWithoutDirection() throws IOException {
    TinyModel.good()
        .withRows(List.of(row(0, 0), row(0, 0), row(0, 0), row(0, 0), row(0, 0)))
        .writeTo(folder);

    try (var model = OnnxEmbeddingModel.load(folder, TWO_DIMENSIONS)) {
      assertThatThrownBy(() -> model.embed("up"))
          .isInstanceOf(DependencyException.class)
          .hasMessageContaining("a vector of length 0");
    }
  }

  @Test
  void refusesAMissingFile() throws IOException {
    TinyModel.good().writeTo(folder);
    Files.delete(folder.resolve("model.onnx"));

    assertRefused("model.onnx must be a file, but does not exist");
  }

  @Test
  void refusesAFolderInAFilesPlace() throws IOException {
    TinyModel.good().writeTo(folder);
    Files.delete(folder.resolve("vocab.txt"));
    Files.createDirectory(folder.resolve("vocab.txt"));

    assertRefused("vocab.txt must be a file, but is not one");
  }

  @Test
  void refusesWhatIsNoGraph() throws IOException {
    TinyModel.good().writeTo(folder);
    Files.writeString(folder.resolve("model.onnx"), "not a graph");

    assertRefused("model.onnx must be a graph that ONNX Runtime loads, but ");
  }

  @Test
  void refusesAVocabularyThatIsNoText() throws IOException {
    TinyModel.good().writeTo(folder);
    Files.write(folder.resolve("vocab.txt"), new byte[] {(byte) 0xFF, (byte) 0xFF});

    assertRefused("vocab.txt must be readable as UTF-8, but ");
  }

  @Test
  void refusesAVocabularyWithoutTheEndMarks() throws IOException {
    TinyModel.good().withVocabulary("[UNK]", "[CLS]", "up").writeTo(folder);

    assertRefused("vocab.txt must hold [SEP], but does not");
  }

  @Test
  void refusesARepeatedToken() throws IOException {
    TinyModel.good().withVocabulary("[UNK]", "[CLS]", "[SEP]", "up", "up").writeTo(folder);

    assertRefused("vocab.txt must hold each token once, but line 5 repeats line 4");
  }

  @Test
  void refusesAVocabularyLargerThanTheTable() throws IOException {
    TinyModel.good().withRows(List.of(row(1, 1), row(2, 2), row(3, 3), row(4, 4))).writeTo(folder);

    assertRefused("model.onnx must read 16 tokens of a vocabulary of 5 and give 2 dimensions");
  }

  @Test
  void refusesInputsItDoesNotKnow() throws IOException {
    TinyModel.good().withInputs("input_ids", "attention_mask", "position_ids").writeTo(folder);

    assertRefused(
        "model.onnx must take input_ids, attention_mask and maybe token_type_ids, but takes"
            + " [attention_mask, input_ids, position_ids]");
  }

  @Test
  void refusesAnotherOutput() throws IOException {
    TinyModel.good().withOutput("logits").writeTo(folder);

    assertRefused("model.onnx must give last_hidden_state, but gives [logits]");
  }

  @Test
  void refusesOtherDimensionsThanConfigured() throws IOException {
    TinyModel.good().writeTo(folder);

    assertThatThrownBy(
            () -> OnnxEmbeddingModel.load(folder, new EmbeddingConfig(Pooling.MEAN, 384, 16, 1)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageEndingWith("model.onnx must give 384 dimensions, as configured, but gives 2");
  }

  @Test
  void refusesALimitTheGraphCannotRead() throws IOException {
    TinyModel.good().withLength(12).writeTo(folder);

    assertRefused("model.onnx must read 16 tokens");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> OnnxEmbeddingModel.load(folder, TWO_DIMENSIONS))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }

  private String idOf(EmbeddingConfig config) {
    try (var model = OnnxEmbeddingModel.load(folder, config)) {
      return model.id();
    }
  }
}
