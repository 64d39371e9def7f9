package io.sluice.runner.watched;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, as it was when it was last all right.
 *
 * <p>Its whole text is compared, at each poll: that notices every way in which a file is replaced,
 * also when a folder that it is linked to is. One thread polls; any may ask.
 *
 * @param <T> what its text means
 */
public final class WatchedFile<T> {

  private static final Logger logger = LoggerFactory.getLogger(WatchedFile.class);

  private static final String GONE = "it is gone";

  private final Kind<T> kind;
  private final Path file;
  private Reading settled;
  private Reading latest;
  private boolean reconsider;
  private volatile T value;
  private volatile String trouble;

  /**
   * What a file is for.
   *
   * @param name as logs and problems have it, such as {@code quotas}
   * @param key the configuration key that names the file
   * @param parse reads a text, or throws an {@link InvalidConfigException} with every problem
   * @param absent what is in force while there has never been a file; empty: there must be one
   */
  public record Kind<T>(String name, String key, Function<String, T> parse, Optional<T> absent) {}

  /**
   * @param text of the file
   * @param trouble why there is none
   */
  private record Reading(Optional<String> text, String trouble) {}

  /** What came of a poll. */
  public enum Outcome {
    UNCHANGED,
    APPLIED,
    REFUSED
  }

  private WatchedFile(Kind<T> kind, Path file, Reading first, T value) {
    this.kind = kind;
    this.file = file;
    this.settled = first;
    this.latest = first;
    this.trouble = first.trouble();
    this.value = value;
  }

  /**
   * Reads a file for the first time.
   *
   * @throws InvalidConfigException with every problem, or that there must be such a file
   */
  public static <T> WatchedFile<T> open(Kind<T> kind, Path file) {
    var first = read(file);
    var text = first.text();
    if (text.isPresent()) {
      return new WatchedFile<>(kind, file, first, kind.parse().apply(text.get()));
    }
    if (kind.absent().isEmpty() || !first.trouble().equals(GONE)) {
      throw new InvalidConfigException(
          kind.name(),
          List.of(new Problem(kind.key(), "a readable file", file + " (" + first.trouble() + ")")));
    }
    logger.atWarn().addKeyValue("file", file).log("no {} file", kind.name());
    return new WatchedFile<>(kind, file, first, kind.absent().get());
  }

  /**
   * Looks whether the file changed. What is found must be found twice: a file that is being written
   * in place may be cut off where it still makes sense.
   */
  public Outcome poll() {
    var found = read(file);
    boolean isSettled = found.equals(latest);
    latest = found;
    if (!isSettled || (found.equals(settled) && !reconsider)) {
      return Outcome.UNCHANGED;
    }
    settled = found;
    reconsider = false;
    return found.text().map(this::apply).orElseGet(() -> refuse(found.trouble()));
  }

  /** Has the text read anew at the next poll: what it refers to has changed. By who polls. */
  public void reconsider() {
    reconsider = settled.text().isPresent();
  }

  private Outcome apply(String text) {
    try {
      value = kind.parse().apply(text);
    } catch (InvalidConfigException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
    trouble = "";
    logger.atInfo().addKeyValue("file", file).log("{} file read again", kind.name());
    return Outcome.APPLIED;
  }

  private Outcome refuse(String why) {
    trouble = why;
    logger
        .atWarn()
        .addKeyValue("file", file)
        .addKeyValue("problems", why)
        .log("{} file refused: what was in force stays so", kind.name());
    return Outcome.REFUSED;
  }

  /** Returns what is in force. */
  public T value() {
    return value;
  }

  public Path path() {
    return file;
  }

  /** Returns why the file as it is now is not in force; empty when it is. */
  public String trouble() {
    return trouble;
  }

  private static Reading read(Path file) {
    try {
      return new Reading(Optional.of(Files.readString(file)), "");
    } catch (NoSuchFileException e) {
      return new Reading(Optional.empty(), GONE);
    } catch (IOException e) {
      return new Reading(Optional.empty(), e.toString());
    }
  }
}
