package io.sluice.runner;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The catalog on disk. */
final class CatalogFile {

  private CatalogFile() {}

  /**
   * Reads a catalog.
   *
   * @throws InvalidConfigException with every problem, or that there is no such file
   */
  static Catalog read(Path file) {
    try {
      return Catalog.parse(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidConfigException(
          "catalog",
          List.of(new Problem("sluice.catalog", "a readable file", file + " (" + e + ")")));
    }
  }
}
