package io.sluice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Starting the programs under test, and waiting for them. */
final class Processes {

  /** The repository's root. */
  static final Path ROOT = root();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Processes() {}

  /** Starts a program whose output goes to a file of {@code target/e2e}. */
  static Process start(String name, Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log(name).getParent());
      return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path log(String name) {
    return ROOT.resolve("test-env/e2e/target/e2e/" + name + ".log");
  }

  /** Waits until something is so; fails with what was waited for. */
  static void await(String what, BooleanSupplier holds) {
    await(() -> what, holds);
  }

  /** Waits until something is so; fails with what was waited for, told in the end. */
  static void await(Supplier<String> what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited " + PATIENCE + " for: " + what.get());
      }
      pause();
    }
  }

  static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a moment before another try. */
  static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("apisix-conf"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not run within the repository");
      }
    }
    return folder;
  }
}
