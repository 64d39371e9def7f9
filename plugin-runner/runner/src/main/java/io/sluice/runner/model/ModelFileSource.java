package io.sluice.runner.model;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.router.ComplexityModels;
import io.sluice.router.complexity.ComplexityModel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The model that comes with the program, and those of a folder. Each file is loaded once, however
 * many routes name it, and loaded again when it changes.
 */
public final class ModelFileSource implements ComplexityModels {

  private final Path folder;
  private final Predicate<String> embeds;
  private final MeterRegistry meters;
  private final Map<Path, ModelFile> files = new ConcurrentHashMap<>();
  private final ReentrantLock loading = new ReentrantLock();
  private @Nullable ComplexityModel packaged;

  /**
   * @param folder that need not exist while no route names a file
   * @param embeds whether embeddings of a model's id can be had
   */
  public ModelFileSource(Path folder, Predicate<String> embeds, MeterRegistry meters) {
    this.folder = folder;
    this.embeds = embeds;
    this.meters = meters;
    Gauge.builder("sluice.models.loaded", files, Map::size)
        .description("Model files that routes named")
        .register(meters);
    Gauge.builder("sluice.models.stale", files, ModelFileSource::stale)
        .description("Model files of which what is in force is not what is written")
        .register(meters);
  }

  private static long stale(Map<Path, ModelFile> files) {
    return files.values().stream().filter(ModelFile::isStale).count();
  }

  @Override
  public Supplier<ComplexityModel> named(String name) {
    loading.lock();
    try {
      if (name.equals(DEFAULT)) {
        var model = packaged == null ? ComplexityModel.packaged() : packaged;
        packaged = model;
        return () -> model;
      }
      var path = ModelPath.of(folder, name);
      var known = files.get(path.file());
      if (known != null) {
        return known;
      }
      var opened = ModelFile.open(path, embeds);
      files.put(path.file(), opened);
      return opened;
    } finally {
      loading.unlock();
    }
  }

  /** Looks whether files changed; one that is all right is in force after the second look. */
  public void poll() {
    for (var file : files.values()) {
      var outcome = file.poll();
      if (outcome != ModelFile.Outcome.UNCHANGED) {
        meters
            .counter("sluice.models.reloads", "outcome", outcome.name().toLowerCase(Locale.ROOT))
            .increment();
      }
    }
  }
}
