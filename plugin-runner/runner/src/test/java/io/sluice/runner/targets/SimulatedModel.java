package io.sluice.runner.targets;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.time.Duration;
import java.util.Random;

/** A sentence model that takes its time, and sometimes fails. */
final class SimulatedModel implements EmbeddingModel {

  private static final int DIMENSIONS = 8;

  private final SimulatedTime time;
  private final Random random;
  private boolean serves;

  SimulatedModel(SimulatedTime time, Random random) {
    this.time = time;
    this.random = random;
  }

  /** From now on it takes time, and may fail. */
  void serve() {
    serves = true;
  }

  /** From now on it answers at once, as while a route is prepared. */
  void prepare() {
    serves = false;
  }

  @Override
  public String id() {
    return "simulated";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Embedding embed(String text) {
    if (serves) {
      time.pass(Duration.ofMillis(1 + random.nextInt(3)));
      if (random.nextInt(10) == 0) {
        throw new DependencyException("onnx", "embed", new IllegalStateException("simulated"));
      }
    }
    var vector = new float[DIMENSIONS];
    vector[Math.floorMod(text.hashCode(), DIMENSIONS)] = 1;
    return Embedding.of(vector);
  }
}
