package io.sluice.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process of this machine, with those that it started. */
public final class LocalProcess implements ServerProcess {

  private final ProcessBuilder builder;
  private final Path log;
  private Process process;

  private LocalProcess(ProcessBuilder builder, Path log, Process process) {
    this.builder = builder;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a process, which ends with this one.
   *
   * @param log file for what it prints
   * @throws IOException if there is no such program
   */
  public static LocalProcess start(ProcessBuilder builder, Path log) throws IOException {
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    var started = new LocalProcess(builder, log, builder.start());
    Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
    return started;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "without a log: " + e;
    }
  }

  @Override
  public void suspend() {
    signal("-STOP");
  }

  @Override
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    handles().forEach(handle -> Command.run("kill", signal, Long.toString(handle.pid())));
  }

  private List<ProcessHandle> handles() {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
  }

  @Override
  public void kill() {
    var handles = handles();
    handles.forEach(ProcessHandle::destroyForcibly);
    handles.forEach(handle -> handle.onExit().join());
  }

  @Override
  public void startAgain() {
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
