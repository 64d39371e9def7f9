package io.sluice.testkit.elasticsearch;

/** Started when it is first asked for; stopped when the process ends. */
final class SharedServer {

  static final ElasticsearchServer INSTANCE =
      ElasticsearchContainer.start().orElseGet(ElasticsearchNode::start);

  private SharedServer() {}
}
