package io.sluice.testkit.elasticsearch;

import io.sluice.testkit.servers.ServerProcess;
import io.sluice.testkit.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A node in a container. */
final class ElasticsearchContainer extends RunningNode {

  private static final String USERNAME = "elastic";

  private ElasticsearchContainer(int port, String password, ServerProcess process) {
    super(port, USERNAME, password, process);
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
    node.awaitAnswer();
    return node;
  }
}
