package io.sluice.vectors;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.cache.Entries;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;

/** Short words for the tests of the index. */
final class Heads {

  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final Partition ACME = Entries.partition("acme");

  private Heads() {}

  static EntryHead head(Partition partition, String question, Embedding embedding) {
    return Entries.entry(partition, question, embedding, "answer to " + question, START).head();
  }

  static List<String> questions(List<io.sluice.exchange.cache.Near> nearest) {
    return nearest.stream().map(near -> near.head().question()).toList();
  }

  /** Vectors in clusters, as those of questions are. */
  static final class Questions {

    private static final int DIMENSIONS = 48;

    private final Random random;
    private final float[][] topics = new float[60][];

    Questions(long seed) {
      random = new Random(seed);
      for (int i = 0; i < topics.length; i++) {
        topics[i] = direction();
      }
    }

    Embedding next() {
      var vector = direction();
      var topic = topics[random.nextInt(topics.length)];
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] = topic[i] + 0.7f * vector[i];
      }
      return Embedding.of(vector);
    }

    private float[] direction() {
      var vector = new float[DIMENSIONS];
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      return Embedding.of(vector).toArray();
    }
  }

  /** Does nothing in the background until it is told to. */
  static final class Later implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    /** Returns whether there was something to do, and does it. */
    boolean step() {
      var task = tasks.poll();
      if (task != null) {
        task.run();
      }
      return task != null;
    }

    void finish() {
      while (step()) {}
    }
  }
}
