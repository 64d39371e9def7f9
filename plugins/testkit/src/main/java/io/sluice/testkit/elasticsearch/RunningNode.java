package io.sluice.testkit.elasticsearch;

import io.sluice.testkit.servers.ServerProcess;

/** A node that was started on a port of the loopback device, wherever its process is. */
abstract class RunningNode implements ElasticsearchServer {

  private final int port;
  private final String username;
  private final String password;
  private final ServerProcess process;

  RunningNode(int port, String username, String password, ServerProcess process) {
    this.port = port;
    this.username = username;
    this.password = password;
    this.process = process;
  }

  final void awaitAnswer() {
    requests().awaitAnswer(process);
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String username() {
    return username;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public void suspend() {
    process.suspend();
  }

  @Override
  public void resume() {
    process.resume();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void restart() {
    process.kill();
    process.startAgain();
    awaitAnswer();
  }

  @Override
  public void close() {
    process.close();
  }
}
