package io.sluice.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files that this build made of the published ones. */
class PackedModelTest {

  private static final Path PUBLISHED = Path.of(System.getProperty("published"));

  enum Model {
    MINI_LM("minilm-l6-v2-q", "all-minilm-l6-v2-q.onnx", "Apache License"),
    BGE_SMALL("bge-small-en-v15-q", "bge-small-en-v1.5-q.onnx", "MIT License");

    private final String folder;
    private final String published;
    private final String licence;

    Model(String folder, String published, String licence) {
      this.folder = folder;
      this.published = published;
      this.licence = licence;
    }

    byte[] published() throws IOException {
      return Files.readAllBytes(PUBLISHED.resolve(published));
    }

    byte[] packed(String file) throws IOException {
      return resource("/io/sluice/models/" + folder + "/" + file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGraphHoldsNoPower(Model model) throws IOException {
    assertThat(operators(model.published())).contains("Pow");
    assertThat(operators(model.packed("model.onnx"))).contains("Mul").doesNotContain("Pow");
  }

  @ParameterizedTest
  @EnumSource
  void theVocabularyHoldsEveryTokenAtItsPlace(Model model) throws IOException {
    var tokens = new String(model.packed("vocab.txt"), UTF_8).split("\n");

    assertThat(tokens).hasSize(30_522).doesNotHaveDuplicates();
    assertThat(tokens[101]).isEqualTo("[CLS]");
    assertThat(tokens[7_592]).isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource
  void theGraphComputesWhatThePublishedOneDoes(Model model) throws Exception {
    // Without fusions both run the same single steps.
    assertThat(leastCosine(model, OptLevel.NO_OPT)).isGreaterThanOrEqualTo(0.999999);
  }

  @ParameterizedTest
  @EnumSource
  void fusionsChangeTheEmbeddingNoMoreThanRoundingDoes(Model model) throws Exception {
    // A last bit that differs may round to another int8 value, which later layers amplify.
    assertThat(leastCosine(model, OptLevel.ALL_OPT)).isGreaterThan(0.97);
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhoMadeItAndUnderWhichLicence(Model model) throws IOException {
    assertThat(new String(model.packed("NOTICE"), UTF_8)).contains(model.licence, "replaced by");
  }

  @Test
  void bringsTheApacheLicenceAlong() throws IOException {
    assertThat(new String(Model.MINI_LM.packed("LICENSE"), UTF_8)).contains("Apache License");
  }

  /** Whole words in any order, in texts of every length that matters. */
  private static List<long[]> texts() {
    var random = new Random(1);
    var texts = new ArrayList<long[]>();
    for (int length : new int[] {2, 3, 5, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256}) {
      for (int i = 0; i < 6; i++) {
        var ids = random.longs(length, 1_996, 29_612).toArray();
        ids[0] = 101;
        ids[length - 1] = 102;
        texts.add(ids);
      }
    }
    return texts;
  }

  private static double leastCosine(Model model, OptLevel level) throws Exception {
    var least = 1.0;
    try (var published = session(model.published(), level);
        var packed = session(model.packed("model.onnx"), level)) {
      for (var ids : texts()) {
        least = Math.min(least, cosine(embed(published, ids), embed(packed, ids)));
      }
    }
    return least;
  }

  private static OrtSession session(byte[] graph, OptLevel level) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(level);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return OrtEnvironment.getEnvironment().createSession(graph, options);
    }
  }

  private static double[] embed(OrtSession session, long[] ids) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (var tokens = OnnxTensor.createTensor(environment, new long[][] {ids});
        var mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        var types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
        var result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      var sum = new double[384];
      for (var token : ((float[][][]) result.get(0).getValue())[0]) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += token[i];
        }
      }
      return sum;
    }
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return dot / Math.sqrt(squaresA * squaresB);
  }

  private static List<String> operators(byte[] model) throws IOException {
    var graph =
        UnknownFieldSet.parseFrom(
            UnknownFieldSet.parseFrom(model).getField(7).getLengthDelimitedList().getFirst());
    var operators = new ArrayList<String>();
    for (var node : graph.getField(1).getLengthDelimitedList()) {
      var names = UnknownFieldSet.parseFrom(node).getField(4).getLengthDelimitedList();
      operators.addAll(names.stream().map(ByteString::toStringUtf8).toList());
    }
    return operators;
  }

  private static byte[] resource(String file) throws IOException {
    try (var stream = PackedModelTest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(stream).readAllBytes();
    }
  }
}
