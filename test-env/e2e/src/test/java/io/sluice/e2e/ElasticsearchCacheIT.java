package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.elasticsearch.ElasticsearchServer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runners whose answers are in Elasticsearch, and what clients see when that goes away. */
class ElasticsearchCacheIT {

  private final ElasticsearchServer server = ElasticsearchServer.shared();

  private CacheClient client(int gateways, String prefix) {
    return new CacheClient(
        gateways,
        Map.of(
            "SLUICE_ELASTICSEARCH_URL", server.url(),
            "SLUICE_ELASTICSEARCH_USERNAME", server.username(),
            "SLUICE_ELASTICSEARCH_PASSWORD", server.password(),
            "SLUICE_ELASTICSEARCH_INDEXPREFIX", prefix,
            "SLUICE_CACHE_TIMEOUT", "2s"));
  }

  @Test
  void whatOneRunnerKeptTheOtherServes() {
    try (var client = client(2, "e2e-two")) {
      client.fill("How do I reset my password for the portal?");

      assertThat(client.ask(1, "How do I reset my password for the portal?"))
          .satisfies(answer -> {
            assertThat(answer.header("X-AI-Cache-Status")).isEqualTo("HIT");
            assertThat(answer.header("X-AI-Cache-Layer")).isEqualTo("exact");
          });
      server.requests().send("POST", "/e2e-two*/_refresh", "");
      assertThat(client.ask(1, "how can i reset my password for the portal, please"))
          .satisfies(answer -> {
            assertThat(answer.header("X-AI-Cache-Status")).isEqualTo("HIT");
            assertThat(answer.header("X-AI-Cache-Layer")).isEqualTo("semantic");
          });
    }
  }

  /** How Elasticsearch goes and comes back. */
  static Stream<Arguments> outages() {
    Consumer<ElasticsearchServer> suspend = ElasticsearchServer::suspend;
    Consumer<ElasticsearchServer> resume = ElasticsearchServer::resume;
    Consumer<ElasticsearchServer> kill = ElasticsearchServer::kill;
    Consumer<ElasticsearchServer> restart = ElasticsearchServer::restart;
    return Stream.of(
        Arguments.argumentSet("hangs", "e2e-hangs", suspend, resume),
        Arguments.argumentSet("is killed", "e2e-killed", kill, restart));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void withoutElasticsearchEveryRequestIsAMissAndNoneAnError(
      String prefix, Consumer<ElasticsearchServer> leave, Consumer<ElasticsearchServer> comeBack) {
    try (var client = client(1, prefix)) {
      client.fill("Which river is the longest?");

      leave.accept(server);
      for (int i = 0; i < 5; i++) {
        assertThat(client.status(0, "Which river is the longest?")).isEqualTo("MISS");
      }
      comeBack.accept(server);

      assertThat(client.metric("sluice_cache_requests_total", "reason=\"failure\""))
          .isGreaterThanOrEqualTo(5);
      Processes.await(
          "the cache fills again",
          () -> client.status(0, "Which mountain is the highest?").equals("HIT"));
    }
  }

  @Test
  void aReadOnlyElasticsearchKeepsNothingAndHurtsNobody() {
    try (var client = client(1, "e2e-full")) {
      client.fill("Which river is the longest?");
      // As a full disk makes it.
      server
          .requests()
          .send("PUT", "/e2e-full*/_settings", "{\"index.blocks.read_only_allow_delete\":true}");

      assertThat(client.status(0, "Which sea is the deepest?")).isEqualTo("MISS");
      Processes.await(
          "the answer is not kept",
          () -> client.metric("sluice_cache_answers_total", "outcome=\"not_kept\"") > 0);

      server
          .requests()
          .send("PUT", "/e2e-full*/_settings", "{\"index.blocks.read_only_allow_delete\":null}");
      Processes.await(
          "the cache fills again",
          () -> client.status(0, "Which sea is the deepest?").equals("HIT"));
    }
  }
}
