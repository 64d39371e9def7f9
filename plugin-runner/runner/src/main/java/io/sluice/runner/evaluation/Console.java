package io.sluice.runner.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What a command talks through.
 *
 * @param in read for the file {@code -}
 * @param terminal whether {@code err} is one, where a line can be written over
 * @param home where the runner is installed
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    boolean terminal,
    Path home,
    InstantSource clock) {

  Progress progress(String what, int all) {
    return new Progress(what, all, err, terminal, clock);
  }

  /**
   * Reads a file, or the input for {@code -}.
   *
   * @throws IOException if it can't be read; its message says so
   */
  String content(String file) throws IOException {
    try {
      return file.equals("-")
          ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IOException(file + " can't be read: " + e, e);
    }
  }

  void failed(String message, List<String> problems) {
    err.println("error: " + message);
    problems.forEach(problem -> err.println("  " + problem));
    err.flush();
  }
}
