package io.sluice.runner.cache;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.onnx.OnnxEmbeddingModel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sentence model that is loaded when it is first asked for anything: a runner none of whose
 * routes are cached does without its memory. Thread-safe.
 */
public final class LazyEmbeddings implements EmbeddingModel, AutoCloseable {

  private final Supplier<OnnxEmbeddingModel> load;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile @Nullable OnnxEmbeddingModel loaded;

  public LazyEmbeddings(Supplier<OnnxEmbeddingModel> load) {
    this.load = load;
  }

  private OnnxEmbeddingModel model() {
    var model = loaded;
    if (model != null) {
      return model;
    }
    loading.lock();
    try {
      model = loaded;
      if (model == null) {
        model = load.get();
        loaded = model;
      }
      return model;
    } finally {
      loading.unlock();
    }
  }

  @Override
  public String id() {
    return model().id();
  }

  @Override
  public int dimensions() {
    return model().dimensions();
  }

  @Override
  public Embedding embed(String text) {
    return model().embed(text);
  }

  @Override
  public boolean readsWhole(String text) {
    return model().readsWhole(text);
  }

  /** Gives the model's memory back, if it was loaded. */
  @Override
  public void close() {
    var model = loaded;
    if (model != null) {
      model.close();
    }
  }
}
