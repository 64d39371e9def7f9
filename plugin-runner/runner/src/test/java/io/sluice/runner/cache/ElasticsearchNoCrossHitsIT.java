package io.sluice.runner.cache;

import io.sluice.elasticsearch.Elasticsearch;
import io.sluice.elasticsearch.ElasticsearchAnswerStore;
import io.sluice.elasticsearch.ElasticsearchConfig;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.testkit.elasticsearch.ElasticsearchServer;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class ElasticsearchNoCrossHitsIT extends NoCrossHits {

  private final ElasticsearchServer node = ElasticsearchServer.shared();
  private final Elasticsearch server =
      new Elasticsearch(
          ElasticsearchConfig.of(node.url())
              .withUser(node.username(), node.password())
              .withIndexPrefix("no-cross-hits")
              .withTimeout(Duration.ofSeconds(10)));
  private final ElasticsearchAnswerStore answers =
      new ElasticsearchAnswerStore(
          server,
          WordsModel.DIMENSIONS,
          100_000,
          InstantSource.system(),
          () -> {
            throw new AssertionError("an entry can't be read");
          });

  @Override
  AnswerStore open() {
    return answers;
  }

  @Override
  void settle() {
    node.requests().send("POST", "/no-cross-hits*/_refresh", "");
  }

  @AfterEach
  void close() {
    answers.close();
    server.close();
  }
}
