package io.sluice.testkit.servers;

import io.sluice.testkit.elasticsearch.ElasticsearchNode;
import io.sluice.testkit.elasticsearch.ElasticsearchServer;

/** Decides where the servers of tests come from. */
public final class TestServers {

  private TestServers() {}

  /** Returns an Elasticsearch that all tests of this process share: it takes long to start. */
  public static ElasticsearchServer elasticsearch() {
    return Shared.ELASTICSEARCH;
  }

  /** Started when it is first asked for; stopped when the process ends. */
  private static final class Shared {
    static final ElasticsearchServer ELASTICSEARCH = ElasticsearchNode.start();
  }
}
