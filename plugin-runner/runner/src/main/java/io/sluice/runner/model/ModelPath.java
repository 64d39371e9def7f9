package io.sluice.runner.model;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file in the folder of models, by its relative path.
 *
 * @param file without any {@code ..}
 */
record ModelPath(Path folder, Path file) {

  /**
   * Names a file, whether or not it is there.
   *
   * @throws InvalidConfigException if the name leads out of the folder
   */
  static ModelPath of(Path folder, String name) {
    Path relative;
    try {
      relative = Path.of(name);
    } catch (InvalidPathException e) {
      throw refused("a path", name);
    }
    for (var part : relative) {
      if (part.toString().equals("..") || part.toString().isEmpty()) {
        throw refused("a path in the folder of models, without ..", name);
      }
    }
    if (relative.isAbsolute()) {
      throw refused("relative to the folder of models", name);
    }
    return new ModelPath(folder, folder.resolve(relative).normalize());
  }

  /**
   * Returns where the file is, links followed: each time anew, since a link may change.
   *
   * @throws IOException if it is not there, or a link leads out of the folder
   */
  Path real() throws IOException {
    var real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new IOException("a link leads out of the folder of models");
    }
    if (!Files.isRegularFile(real)) {
      throw new IOException("it is no file");
    }
    return real;
  }

  static InvalidConfigException refused(String rule, String value) {
    return new InvalidConfigException(
        "ai-semantic-router", List.of(new Problem("complexity.model", rule, value)));
  }
}
