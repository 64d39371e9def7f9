package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.LanguageDetector;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.Upstream;
import io.sluice.jsonschema.ClientSchemas;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.ComplexityModels;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.runner.cache.LazyEmbeddings;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.targets.RouterMetrics;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts the semantic router is made of. */
@Configuration(proxyBeanMethods = false)
class RouterConfiguration {

  @Bean
  OnnxEmbeddingModel embeddings(SluiceProperties properties) {
    var config = EmbeddingConfig.miniLm().withMaxTokens(properties.embedding().maxTokens());
    int threads = properties.embedding().threads();
    return OnnxEmbeddingModel.packaged(threads > 0 ? config.withConcurrency(threads) : config);
  }

  /** The second one is the cache's: what both look at is embedded once. */
  @Bean
  SentenceModels sentenceModels(
      EmbeddingModel embeddings, @Qualifier("cacheEmbeddings") LazyEmbeddings meaning) {
    return new SentenceModels(embeddings, meaning);
  }

  @Bean
  SemanticRouter semanticRouter(
      CurrentCatalog catalog,
      SentenceModels models,
      ComplexityModels complexityModels,
      TokenCounter counter,
      LanguageDetector languages,
      TargetHealth health,
      Upstream upstream,
      DecisionLog decisions,
      MeterRegistry meters) {
    return new SemanticRouter(
        new RouterPorts(
            catalog,
            models,
            complexityModels,
            counter,
            languages,
            new ClientSchemas(),
            health,
            upstream,
            decisions,
            new RouterMetrics(meters),
            InstantSource.system(),
            Thread::startVirtualThread));
  }
}
