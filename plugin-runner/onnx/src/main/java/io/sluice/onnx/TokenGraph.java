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
import java.util.function.Function;

/**
 * A BERT-like graph in ONNX Runtime: token ids in, some numbers for each token out.
 *
 * <p>Thread-safe. One text a call: in an int8 model the texts of a batch change each other's
 * numbers. One thread a call: as many calls at once as cores make better use of them.
 */
final class TokenGraph implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final boolean takesTypes;
  private final Output output;

  /** Room for outputs, off the heap, as many as calls were ever under way at once. */
  private final Queue<FloatBuffer> spare = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * What is read of a graph.
   *
   * @param name of the graph's output
   * @param width numbers of a token, at least 1
   * @param numbers what these are, as messages say it
   * @param maxTokens of a call, at least 1
   */
  record Output(String name, int width, String numbers, int maxTokens) {}

  private TokenGraph(Path graph, Output output) throws OrtException {
    this.output = output;
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
   * @throws ModelFileException if the graph has no such output, or reads less than that
   */
  static TokenGraph load(Path path, Output output, int vocabularySize) {
    var file = path.toString();
    TokenGraph graph;
    try {
      graph = new TokenGraph(path, output);
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
    var given = session.getOutputInfo().get(output.name());
    if (given == null) {
      throw new ModelFileException(
          file, "give " + output.name(), "gives " + session.getOutputNames());
    }
    if (!(given.getInfo() instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.FLOAT
        || tensor.getShape().length != 3) {
      throw new ModelFileException(
          file, "give floats of shape [text, token, number]", "gives " + given.getInfo());
    }
    long width = tensor.getShape()[2];
    // -1: the graph does not say; the trial will.
    if (width != output.width() && width != -1) {
      throw new ModelFileException(
          file, "give %d %s".formatted(output.width(), output.numbers()), "gives " + width);
    }
  }

  /** Tries the longest text, the last token of the vocabulary in it. */
  private void requireRoom(String file, int vocabularySize) {
    var ids = new long[output.maxTokens()];
    Arrays.fill(ids, vocabularySize - 1);
    try {
      run(ids, FloatBuffer::limit);
    } catch (OrtException e) {
      throw new ModelFileException(
          file,
          "read %d tokens of a vocabulary of %d and give %d %s"
              .formatted(output.maxTokens(), vocabularySize, output.width(), output.numbers()),
          e);
    }
  }

  /**
   * Runs the graph over a text.
   *
   * @param ids at most as many as the output's limit
   * @param reader gets the numbers, token after token; the buffer is not to be kept
   */
  <T> T run(long[] ids, Function<FloatBuffer, T> reader) throws OrtException {
    var room = spare.poll();
    if (room == null) {
      room = newRoom();
    }
    try {
      var numbers = room.slice(0, ids.length * output.width());
      run(ids, numbers);
      return reader.apply(numbers);
    } finally {
      spare.add(room);
    }
  }

  private void run(long[] ids, FloatBuffer room) throws OrtException {
    var mask = new long[ids.length];
    Arrays.fill(mask, 1);
    var inputs = new HashMap<String, OnnxTensorLike>();
    var outputShape = new long[] {1, ids.length, output.width()};
    try (var numbers = OnnxTensor.createTensor(environment, room, outputShape)) {
      inputs.put(IDS, tensor(ids));
      inputs.put(MASK, tensor(mask));
      if (takesTypes) {
        inputs.put(TYPES, tensor(new long[ids.length]));
      }
      session.run(inputs, Map.of(output.name(), numbers)).close();
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  private OnnxTensor tensor(long[] numbers) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(numbers), new long[] {1, numbers.length});
  }

  private FloatBuffer newRoom() {
    int bytes = output.maxTokens() * output.width() * Float.BYTES;
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
