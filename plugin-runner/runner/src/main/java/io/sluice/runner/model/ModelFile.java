package io.sluice.runner.model;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.complexity.ComplexityModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model of a file, as it was when it was last all right.
 *
 * <p>A file of megabytes is read only when its place, its size or its time has changed, and then
 * stays so for two looks: one that is being written in place is not half read. One thread polls;
 * any may ask.
 */
final class ModelFile implements Supplier<ComplexityModel> {

  /** No model is larger; a larger file was named by mistake. */
  static final long MOST_BYTES = 64L << 20;

  private static final Logger logger = LoggerFactory.getLogger(ModelFile.class);

  private final ModelPath path;
  private final Predicate<String> embeds;
  private State settled;
  private State latest;
  private volatile ComplexityModel model;
  private volatile boolean stale;

  /** What came of a look. */
  enum Outcome {
    UNCHANGED,
    APPLIED,
    REFUSED
  }

  /**
   * What a file looks like from outside.
   *
   * @param real where it is; empty when it can't be read
   * @param key that tells files of one name apart, where the system has such
   * @param trouble why it can't be read
   */
  private record State(
      Optional<Path> real,
      long size,
      Optional<FileTime> modified,
      Optional<Object> key,
      String trouble) {

    static State of(ModelPath path) {
      try {
        var real = path.real();
        var attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new State(
            Optional.of(real),
            attributes.size(),
            Optional.of(attributes.lastModifiedTime()),
            Optional.ofNullable(attributes.fileKey()),
            "");
      } catch (NoSuchFileException e) {
        return unreadable("it is not there");
      } catch (IOException e) {
        return unreadable(String.valueOf(e.getMessage()));
      }
    }

    static State unreadable(String trouble) {
      return new State(Optional.empty(), 0, Optional.empty(), Optional.empty(), trouble);
    }
  }

  private ModelFile(ModelPath path, Predicate<String> embeds, State first, ComplexityModel model) {
    this.path = path;
    this.embeds = embeds;
    this.settled = first;
    this.latest = first;
    this.model = model;
  }

  /**
   * Reads a file for the first time.
   *
   * @param embeds whether embeddings of a model's id can be had
   * @throws InvalidConfigException if it can't be read or used
   */
  static ModelFile open(ModelPath path, Predicate<String> embeds) {
    var first = State.of(path);
    return new ModelFile(path, embeds, first, read(path, first, embeds));
  }

  private static ComplexityModel read(ModelPath path, State state, Predicate<String> embeds) {
    var name = path.folder().relativize(path.file());
    if (state.real().isEmpty()) {
      throw ModelPath.refused("a readable file", "%s (%s)".formatted(name, state.trouble()));
    }
    if (state.size() > MOST_BYTES) {
      throw ModelPath.refused(
          "of at most %d bytes".formatted(MOST_BYTES),
          "%s (%d bytes)".formatted(name, state.size()));
    }
    try {
      var model = ComplexityModel.read(Files.readAllBytes(state.real().get()));
      if (!embeds.test(model.embedding())) {
        throw ModelPath.refused(
            "of an embedding that this runner has", "%s (%s)".formatted(name, model.embedding()));
      }
      return model;
    } catch (IOException e) {
      throw ModelPath.refused("a readable file", "%s (%s)".formatted(name, e));
    }
  }

  /** Looks whether the file changed. */
  Outcome poll() {
    var found = State.of(path);
    boolean isSettled = found.equals(latest);
    latest = found;
    if (!isSettled || found.equals(settled)) {
      return Outcome.UNCHANGED;
    }
    settled = found;
    try {
      model = read(path, found, embeds);
    } catch (InvalidConfigException e) {
      stale = true;
      logger
          .atWarn()
          .addKeyValue("file", path.file())
          .addKeyValue("problems", e.getMessage())
          .log("model file refused: what was in force stays so");
      return Outcome.REFUSED;
    }
    stale = false;
    logger
        .atInfo()
        .addKeyValue("file", path.file())
        .addKeyValue("made", model.provenance().date())
        .log("model file read again");
    return Outcome.APPLIED;
  }

  /** Returns whether what is in force is not what is written. */
  boolean isStale() {
    return stale;
  }

  @Override
  public ComplexityModel get() {
    return model;
  }
}
