package io.sluice.testkit.servers;

import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A container in the machine's own network: ports are as on its command line, also for servers that
 * talk to each other.
 */
final class ContainerProcess implements ServerProcess {

  private final GenericContainer<?> container;

  private ContainerProcess(GenericContainer<?> container) {
    this.container = container;
  }

  static ContainerProcess start(
      String image, List<String> command, Map<String, String> environment) {
    // Closed with the server.
    @SuppressWarnings("resource")
    var container =
        new GenericContainer<>(image)
            .withNetworkMode("host")
            .withCommand(command.toArray(String[]::new))
            .withEnv(environment)
            .waitingFor(new NoWait());
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    return new ContainerProcess(container);
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public void suspend() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void kill() {
    if (isAlive()) {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void startAgain() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.stop();
  }

  /** Whoever started it knows best when it is ready. */
  private static final class NoWait extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
