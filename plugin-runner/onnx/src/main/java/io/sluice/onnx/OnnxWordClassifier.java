package io.sluice.onnx;

import io.sluice.exchange.WordClassifier;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of LLMLingua-2 that runs in this process: it was trained to say of each token of a prompt
 * whether the prompt needs it.
 *
 * <p>A word's score is the mean of its pieces'. A text is read in chunks of at most {@link
 * #CHUNK_PIECES} pieces, each ended behind a sentence or line where one ends in it. A word of which
 * the model sees nothing, for its characters vanish before they are read, is to be kept.
 *
 * <p>At most as many chunks as configured are read at once, over all texts; the others wait in
 * order of arrival. An interrupt ends the wait between two chunks, and what has begun finishes
 * unheard.
 *
 * <p>The model's memory is outside the heap and given back by {@link #close}.
 */
public final class OnnxWordClassifier implements WordClassifier, AutoCloseable {

  /** As many as the model takes, less its two end marks. */
  public static final int CHUNK_PIECES = 510;

  private static final TokenGraph.Output LOGITS =
      new TokenGraph.Output("logits", 2, "numbers a token: drop, keep", CHUNK_PIECES + 2);

  private final String id;
  private final Tokenizer tokenizer;
  private final TokenGraph graph;
  private final NativeCalls calls;

  private OnnxWordClassifier(Path model, Path tokenizerFile, int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "word classifier: concurrency must be at least 1, but was " + concurrency);
    }
    ModelFiles.requireFile(model);
    tokenizer = TokenizerFile.read(tokenizerFile);
    var name = ModelFiles.in(model.toAbsolutePath().resolveSibling("")).name();
    var digest = ModelFiles.digest(tokenizerFile, model);
    id = "%s@%s/words/%d".formatted(name, digest, CHUNK_PIECES);
    graph = TokenGraph.load(model, LOGITS, tokenizer.size());
    calls = new NativeCalls("onnx-words", concurrency);
  }

  /**
   * Loads a model.
   *
   * @param model a graph that takes {@code input_ids}, {@code attention_mask} and maybe {@code
   *     token_type_ids}, 512 tokens of them, and gives {@code logits} of shape [text, token, 2];
   *     the second number speaks for keeping
   * @param tokenizer its {@code tokenizer.json}, of a WordPiece or Unigram model, or a {@code
   *     vocab.txt} of a cased BERT
   * @param concurrency how many chunks are read at once, one core each; at least 1
   * @throws ModelFileException if a file is missing or does not fit
   */
  public static OnnxWordClassifier load(Path model, Path tokenizer, int concurrency) {
    return new OnnxWordClassifier(model, tokenizer, concurrency);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Word> words(String text) {
    var pieced = PiecedText.of(text, tokenizer);
    var scores = new double[pieced.pieces().count()];
    var chunks = new Chunks(pieced, CHUNK_PIECES);
    while (chunks.from() < scores.length) {
      int from = chunks.from();
      int to = chunks.next();
      var ids = pieced.pieces().between(tokenizer.begin(), from, to, tokenizer.end());
      System.arraycopy(score(ids), 0, scores, from, to - from);
    }
    var words = new ArrayList<Word>(pieced.words());
    for (int word = 0; word < pieced.words(); word++) {
      words.add(new Word(pieced.wordStart(word), pieced.wordEnd(word), mean(pieced, word, scores)));
    }
    return words;
  }

  private static double mean(PiecedText pieced, int word, double[] scores) {
    int from = pieced.firstPiece(word);
    int to = pieced.firstPiece(word + 1);
    double sum = 0;
    for (int piece = from; piece < to; piece++) {
      sum += scores[piece];
    }
    return from == to ? 1 : sum / (to - from);
  }

  private double[] score(long[] ids) {
    return calls.make("score the words", () -> graph.run(ids, OnnxWordClassifier::keep));
  }

  /** Returns the share of the second number of each token in a softmax, without the end marks. */
  private static double[] keep(FloatBuffer logits) {
    var keep = new double[logits.limit() / 2 - 2];
    for (int i = 0; i < keep.length; i++) {
      double drop = logits.get(2 * i + 2);
      keep[i] = 1 / (1 + Math.exp(drop - logits.get(2 * i + 3)));
      if (Double.isNaN(keep[i])) {
        throw new IllegalStateException("a score is not a number");
      }
    }
    return keep;
  }

  /**
   * Gives the model's memory back, once the chunks being read are done; those that wait fail, as
   * every later one does. May be called again.
   */
  @Override
  public void close() {
    calls.close();
    graph.close();
  }
}
