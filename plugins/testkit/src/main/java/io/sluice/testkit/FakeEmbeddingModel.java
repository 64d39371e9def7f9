package io.sluice.testkit;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * A sentence model without a model: texts are as near to each other as the words they share.
 *
 * <p>The similarity of a text of n different words to one of m is {@code shared / √(n·m)}, whatever
 * their order and case. It fails or blocks when it is told to, and remembers what it was asked.
 */
public final class FakeEmbeddingModel implements EmbeddingModel {

  /** Many for few words: two words of a test hardly ever meet. */
  private static final int DIMENSIONS = 4096;

  private static final int MAX_WORDS = 512;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private enum Mood {
    ANSWERS,
    FAILS,
    BLOCKS
  }

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private volatile Mood mood = Mood.ANSWERS;

  /** From now on, every call fails. */
  public void fail() {
    mood = Mood.FAILS;
  }

  /** From now on, every call blocks until its thread is interrupted. */
  public void block() {
    mood = Mood.BLOCKS;
  }

  /** From now on, calls are answered again. */
  public void recover() {
    mood = Mood.ANSWERS;
  }

  /** Waits until a call blocks. */
  public void awaitBlocked() throws InterruptedException {
    blocked.await();
  }

  /** Returns how often it was asked, whatever came of it. */
  public int calls() {
    return asked.size();
  }

  /** Returns the texts it was asked to embed, oldest first. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public String id() {
    return "fake-words";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Embedding embed(String text) {
    asked.add(text);
    return switch (mood) {
      case ANSWERS -> Embedding.of(words(text));
      case FAILS -> throw failure(new IllegalStateException("told to fail"));
      case BLOCKS -> throw interrupted();
    };
  }

  private DependencyException interrupted() {
    blocked.countDown();
    try {
      new CountDownLatch(1).await();
      throw new IllegalStateException("nobody counts this latch down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(e);
    }
  }

  private static DependencyException failure(Exception cause) {
    return new DependencyException("onnx", "embed a text", cause);
  }

  private static float[] words(String text) {
    var vector = new float[DIMENSIONS];
    var words = WORD.matcher(text.toLowerCase(Locale.ROOT)).results().limit(MAX_WORDS).toList();
    for (var word : words) {
      vector[Math.floorMod(spread(word.group().hashCode()), DIMENSIONS - 1)] = 1;
    }
    if (words.isEmpty()) {
      // The last dimension is that of texts without words.
      vector[DIMENSIONS - 1] = 1;
    }
    return vector;
  }

  /** The hash codes of short words are near each other. */
  private static int spread(int hash) {
    return (hash * 0x9E3779B9) ^ (hash >>> 15);
  }
}
