package io.sluice.onnx;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A sentence model that runs in this process.
 *
 * <p>At most {@link EmbeddingConfig#concurrency} texts are embedded at once; the others wait in
 * order of arrival. A text is read up to {@link EmbeddingConfig#maxTokens} and cut there.
 *
 * <p>The model's memory is outside the heap and given back by {@link #close}.
 */
public final class OnnxEmbeddingModel implements EmbeddingModel, AutoCloseable {

  private static final String MINI_LM = "minilm-l6-v2-q";
  private static final String BGE_SMALL = "bge-small-en-v15-q";

  private final String id;
  private final EmbeddingConfig config;
  private final WordPiece wordPiece;
  private final TokenGraph graph;
  private final NativeCalls calls;

  private OnnxEmbeddingModel(ModelFiles files, EmbeddingConfig config) {
    this.config = config;
    var vocabulary = files.readVocabulary();
    wordPiece = new WordPiece(vocabulary);
    var pooling = config.pooling().name().toLowerCase(Locale.ROOT);
    id = "%s@%s/%s/%d".formatted(files.name(), files.digest(), pooling, config.maxTokens());
    graph = files.loadGraph(config, vocabulary);
    calls = new NativeCalls("onnx-" + files.name(), config.concurrency());
  }

  /** Loads the model that comes with this program: all-MiniLM-L6-v2, quantised to int8. */
  public static OnnxEmbeddingModel packaged() {
    return packaged(EmbeddingConfig.miniLm());
  }

  /**
   * Loads the model that comes with this program.
   *
   * @param config {@link EmbeddingConfig#miniLm} with other limits
   * @throws ModelFileException if the settings do not fit the model, or the temporary folder has no
   *     room for 23 MB while it is loaded
   */
  public static OnnxEmbeddingModel packaged(EmbeddingConfig config) {
    return unpacked(MINI_LM, config);
  }

  /**
   * Loads the second model that comes with this program: bge-small-en-v1.5, quantised to int8. It
   * takes 2.5 times as long as the first, and tells near questions apart better.
   *
   * @param config {@link EmbeddingConfig#bgeSmall} with other limits
   * @throws ModelFileException if the settings do not fit the model, or the temporary folder has no
   *     room for 34 MB while it is loaded
   */
  public static OnnxEmbeddingModel packagedBgeSmall(EmbeddingConfig config) {
    return unpacked(BGE_SMALL, config);
  }

  private static OnnxEmbeddingModel unpacked(String name, EmbeddingConfig config) {
    var files = ModelFiles.temporary(name);
    try {
      files.unpack();
      return new OnnxEmbeddingModel(files, config);
    } finally {
      files.delete();
    }
  }

  /**
   * Loads a model from a folder with the files {@code model.onnx} and {@code vocab.txt}.
   *
   * @throws ModelFileException if a file is missing or does not fit the settings
   */
  public static OnnxEmbeddingModel load(Path folder, EmbeddingConfig config) {
    return new OnnxEmbeddingModel(ModelFiles.in(folder), config);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return config.dimensions();
  }

  @Override
  public Embedding embed(String text) {
    var ids = wordPiece.encode(text, config.maxTokens());
    return calls.make("embed the question", () -> Embedding.of(graph.run(ids, this::pooled)));
  }

  @Override
  public boolean readsWhole(String text) {
    return wordPiece.fits(text, config.maxTokens());
  }

  private float[] pooled(FloatBuffer tokens) {
    return config.pooling().pool(tokens, config.dimensions());
  }

  /**
   * Gives the model's memory back, once the texts being embedded are done; those that wait fail, as
   * every later one does. May be called again.
   */
  @Override
  public void close() {
    calls.close();
    graph.close();
  }
}
