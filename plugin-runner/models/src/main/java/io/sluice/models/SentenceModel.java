package io.sluice.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sentence model to learn from: a packed graph whose first token stands for the text.
 *
 * <p>Texts of one length go in batches, which for a few tokens takes a third of the time. In an
 * int8 model the texts of a batch change each other's vectors a little; the batches are always the
 * same, so the vectors are too, and to learn from they are good enough.
 */
final class SentenceModel implements AutoCloseable {

  private static final int BATCH = 32;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int dimensions;
  private final int start;
  private final int end;

  SentenceModel(Path graph, int dimensions, Pieces pieces) throws OrtException {
    this.dimensions = dimensions;
    start = pieces.id("[CLS]");
    end = pieces.id("[SEP]");
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = environment.createSession(graph.toString(), options);
    }
  }

  /** A text's number and its piece ids between the two end marks. */
  private record Text(int number, long[] ids) {}

  /** Returns the vectors of texts, each of length 1, on every core. */
  float[][] embed(List<int[]> texts) {
    var byLength = new TreeMap<Integer, List<Text>>();
    for (int i = 0; i < texts.size(); i++) {
      var text = new Text(i, marked(texts.get(i)));
      byLength.computeIfAbsent(text.ids().length, any -> new ArrayList<>()).add(text);
    }
    var batches = new ArrayList<List<Text>>();
    for (var all : byLength.values()) {
      for (int i = 0; i < all.size(); i += BATCH) {
        batches.add(all.subList(i, Math.min(all.size(), i + BATCH)));
      }
    }
    var vectors = new float[texts.size()][];
    batches.parallelStream().forEach(batch -> embed(batch, vectors));
    return vectors;
  }

  private long[] marked(int[] ids) {
    var marked = new long[ids.length + 2];
    marked[0] = start;
    for (int i = 0; i < ids.length; i++) {
      marked[i + 1] = ids[i];
    }
    marked[ids.length + 1] = end;
    return marked;
  }

  private void embed(List<Text> batch, float[][] vectors) {
    int length = batch.getFirst().ids().length;
    var ids = batch.stream().map(Text::ids).toArray(long[][]::new);
    var ones = new long[ids.length][length];
    for (var row : ones) {
      Arrays.fill(row, 1);
    }
    try (var tokens = OnnxTensor.createTensor(environment, ids);
        var mask = OnnxTensor.createTensor(environment, ones);
        var types = OnnxTensor.createTensor(environment, new long[ids.length][length]);
        var result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      var output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int i = 0; i < ids.length; i++) {
        var vector = new float[dimensions];
        output.get(i * length * dimensions, vector);
        Vectors.normalise(vector);
        vectors[batch.get(i).number()] = vector;
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
