package io.sluice.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A BERT-like graph in ONNX Runtime: token ids in, a vector for each token out.
 *
 * <p>Thread-safe. One text a call: in an int8 model the texts of a batch change each other's
 * vectors. One thread a call: as many calls at once as cores make better use of them.
 */
final class SentenceGraph implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final String OUTPUT = "last_hidden_state";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final boolean takesTypes;
  private final EmbeddingConfig config;

  /** Room for outputs, off the heap, as many as calls were ever under way at once. */
  private final Queue<FloatBuffer> spare = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  private SentenceGraph(Path graph, EmbeddingConfig config) throws OrtException {
    this.config = config;
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = environment.createSession(graph.toString(), options);
    }
    takesTypes = session.getInputNames().contains(TYPES);
  }

  /**
   * Loads a graph and tries it.
   *
   * @param vocabularySize how many token ids there are; the greatest is one less
   * @throws ModelFileException if the graph is not as the settings say
   */
  static SentenceGraph load(Path path, EmbeddingConfig config, int vocabularySize) {
    var file = path.toString();
    SentenceGraph graph;
    try {
      graph = new SentenceGraph(path, config);
    } catch (OrtException e) {
      throw new ModelFileException(file, "be a graph that ONNX Runtime loads", e);
    }
    try {
      graph.requireSignature(file);
      graph.requireRoom(file, vocabularySize);
      return graph;
    } catch (OrtException e) {
      graph.close();
      throw new ModelFileException(file, "run", e);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private void requireSignature(String file) throws OrtException {
    var inputs = new TreeSet<>(session.getInputNames());
    if (!inputs.containsAll(Set.of(IDS, MASK)) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
      throw new ModelFileException(
          file, "take input_ids, attention_mask and maybe token_type_ids", "takes " + inputs);
    }
    var output = session.getOutputInfo().get(OUTPUT);
    if (output == null) {
      throw new ModelFileException(
          file, "give last_hidden_state", "gives " + session.getOutputNames());
    }
    if (!(output.getInfo() instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.FLOAT
        || tensor.getShape().length != 3) {
      throw new ModelFileException(
          file, "give floats of shape [text, token, dimension]", "gives " + output.getInfo());
    }
    long given = tensor.getShape()[2];
    // -1: the graph does not say; the trial will.
    if (given != config.dimensions() && given != -1) {
      throw new ModelFileException(
          file,
          "give %d dimensions, as configured".formatted(config.dimensions()),
          "gives " + given);
    }
  }

  /** Tries the longest text, the last token of the vocabulary in it. */
  private void requireRoom(String file, int vocabularySize) {
    var ids = new long[config.maxTokens()];
    Arrays.fill(ids, vocabularySize - 1);
    try {
      run(ids);
    } catch (OrtException e) {
      throw new ModelFileException(
          file,
          "read %d tokens of a vocabulary of %d and give %d dimensions, as configured"
              .formatted(config.maxTokens(), vocabularySize, config.dimensions()),
          e);
    }
  }

  /**
   * Returns the direction of a text.
   *
   * @param ids at most as many as configured
   */
  float[] run(long[] ids) throws OrtException {
    var room = spare.poll();
    if (room == null) {
      room = newRoom();
    }
    try {
      return run(ids, room.slice(0, ids.length * config.dimensions()));
    } finally {
      spare.add(room);
    }
  }

  private float[] run(long[] ids, FloatBuffer room) throws OrtException {
    var mask = new long[ids.length];
    Arrays.fill(mask, 1);
    var inputs = new HashMap<String, OnnxTensorLike>();
    var outputShape = new long[] {1, ids.length, config.dimensions()};
    try (var output = OnnxTensor.createTensor(environment, room, outputShape)) {
      inputs.put(IDS, tensor(ids));
      inputs.put(MASK, tensor(mask));
      if (takesTypes) {
        inputs.put(TYPES, tensor(new long[ids.length]));
      }
      session.run(inputs, Map.of(OUTPUT, output)).close();
      return config.pooling().pool(room, config.dimensions());
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  private OnnxTensor tensor(long[] numbers) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(numbers), new long[] {1, numbers.length});
  }

  private FloatBuffer newRoom() {
    int bytes = config.maxTokens() * config.dimensions() * Float.BYTES;
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Gives the memory back. No call may be under way; may be called again. */
  @Override
  public void close() {
    try {
      if (closed.compareAndSet(false, true)) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
