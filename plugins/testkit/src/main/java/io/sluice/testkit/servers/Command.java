package io.sluice.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A short command of the machine. */
public final class Command {

  private Command() {}

  /**
   * Runs a command to its end.
   *
   * @throws IllegalStateException if it ends with another status than 0
   */
  public static void run(String... command) {
    int status = status(command);
    if (status != 0) {
      throw new IllegalStateException("%s ended with %d".formatted(command[0], status));
    }
  }

  /** Runs a command to its end and returns its status. */
  public static int status(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
