package io.sluice.runner.quota;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import io.sluice.tokenlimit.quota.Quotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budgets of quotas.yaml, as it was when it was last all right.
 *
 * <p>Its whole text is compared, at each poll: that notices every way in which a file is replaced,
 * also when a folder that it is linked to is. One thread polls; any may ask.
 */
final class QuotasFile {

  private static final Logger logger = LoggerFactory.getLogger(QuotasFile.class);

  private static final String GONE = "it is gone";

  private final Path file;
  private final Catalog catalog;
  private Reading settled;
  private Reading latest;
  private volatile Quotas quotas;
  private volatile String trouble;

  /**
   * @param text of the file
   * @param trouble why there is none
   */
  private record Reading(Optional<String> text, String trouble) {}

  private QuotasFile(Path file, Catalog catalog, Reading first) {
    this.file = file;
    this.catalog = catalog;
    this.settled = first;
    this.latest = first;
    this.trouble = first.trouble();
    this.quotas = first.text().map(text -> Quotas.parse(text, catalog)).orElse(Quotas.NONE);
  }

  /**
   * Reads a file for the first time; without it, there are no budgets.
   *
   * @throws InvalidConfigException with every problem
   */
  static QuotasFile open(Path file, Catalog catalog) {
    var first = read(file);
    if (first.text().isEmpty() && !first.trouble().equals(GONE)) {
      throw new InvalidConfigException(
          "quotas",
          List.of(
              new Problem(
                  "sluice.quotas.file", "a readable file", file + " (" + first.trouble() + ")")));
    }
    if (first.text().isEmpty()) {
      logger.atWarn().addKeyValue("file", file).log("no quotas file: it brings no budgets");
    }
    return new QuotasFile(file, catalog, first);
  }

  /** What came of a poll. */
  enum Outcome {
    UNCHANGED,
    APPLIED,
    REFUSED
  }

  /**
   * Looks whether the file changed. What is found must be found twice: a file that is being written
   * in place may be cut off where it still makes sense.
   */
  Outcome poll() {
    var found = read(file);
    boolean isSettled = found.equals(latest);
    latest = found;
    if (!isSettled || found.equals(settled)) {
      return Outcome.UNCHANGED;
    }
    settled = found;
    return found.text().map(this::apply).orElseGet(() -> refuse(found.trouble()));
  }

  private Outcome apply(String text) {
    try {
      quotas = Quotas.parse(text, catalog);
    } catch (InvalidConfigException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
    trouble = "";
    logger
        .atInfo()
        .addKeyValue("file", file)
        .addKeyValue("budgets", quotas.budgets().size())
        .log("quotas file read again");
    return Outcome.APPLIED;
  }

  private Outcome refuse(String why) {
    trouble = why;
    logger
        .atWarn()
        .addKeyValue("file", file)
        .addKeyValue("problems", why)
        .log("quotas file refused: what was in force stays so");
    return Outcome.REFUSED;
  }

  Quotas quotas() {
    return quotas;
  }

  Path path() {
    return file;
  }

  /** Returns why the file as it is now is not in force; empty when it is. */
  String trouble() {
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
