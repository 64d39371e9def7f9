package io.sluice.testkit.elasticsearch;

import io.sluice.testkit.servers.ServerProcess;
import io.sluice.testkit.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A node in a container. */
final class ElasticsearchContainer implements ElasticsearchServer {

  private final int port;
  private final String password;
  private final ServerProcess process;

  private ElasticsearchContainer(int port, String password, ServerProcess process) {
    this.port = port;
    this.password = password;
    this.process = process;
  }

  /** Starts a node and waits until it answers; empty where no container can be had. */
  static Optional<ElasticsearchServer> start() {
    int port = ElasticsearchNode.freePort();
    var password = UUID.randomUUID().toString();
    var environment =
        Map.of(
            "discovery.type", "single-node",
            "network.host", "127.0.0.1",
            "http.port", Integer.toString(port),
            "transport.port", Integer.toString(ElasticsearchNode.freePort()),
            "ELASTIC_PASSWORD", password,
            "xpack.security.http.ssl.enabled", "false",
            "cluster.routing.allocation.disk.threshold_enabled", "false",
            "action.destructive_requires_name", "false",
            "ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    return TestServers.container(TestServers.ELASTICSEARCH_IMAGE, List.of("eswrapper"), environment)
        .map(process -> started(new ElasticsearchContainer(port, password, process)));
  }

  private static ElasticsearchServer started(ElasticsearchContainer node) {
    node.requests().awaitAnswer(node.process);
    return node;
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String username() {
    return "elastic";
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
    requests().awaitAnswer(process);
  }

  @Override
  public void close() {
    process.close();
  }
}
