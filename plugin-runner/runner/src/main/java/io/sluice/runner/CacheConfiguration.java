package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.cache.SemanticCache;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.onnx.StaticEmbeddingModel;
import io.sluice.runner.cache.CacheMetrics;
import io.sluice.runner.cache.LazyEmbeddings;
import io.sluice.vectors.EntryIndex;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts the semantic cache is made of. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

  /** So that a request that waited in vain still has time for the plugins after the cache. */
  private static final int PARTS_OF_THE_DEADLINE = 2;

  private static final EmbeddingConfig MODEL = EmbeddingConfig.bgeSmall();

  @Bean
  CacheMetrics cacheMetrics(MeterRegistry meters) {
    return new CacheMetrics(meters);
  }

  @Bean(defaultCandidate = false)
  LazyEmbeddings cacheEmbeddings(SluiceProperties properties) {
    var config = MODEL.withMaxTokens(properties.embedding().maxTokens());
    int threads = properties.embedding().threads();
    return new LazyEmbeddings(() ->
        OnnxEmbeddingModel.packagedBgeSmall(
            threads > 0 ? config.withConcurrency(threads) : config));
  }

  /** The cache's and the compressor's. */
  @Bean(defaultCandidate = false)
  StaticEmbeddingModel staticEmbeddings() {
    return StaticEmbeddingModel.packaged();
  }

  @Bean
  AnswerPlace answerPlace(
      SluiceProperties properties,
      CacheMetrics metrics,
      @Qualifier("staticEmbeddings") StaticEmbeddingModel words) {
    var gate = new EntryIndex.Gate(words, StaticEmbeddingModel.GATE_THRESHOLD);
    return AnswerPlace.of(properties, MODEL.dimensions(), gate, metrics::unreadable);
  }

  /** Closed by its place. */
  @Bean(destroyMethod = "")
  AnswerStore answerStore(AnswerPlace place) {
    return place.answers();
  }

  @Bean
  SemanticCache semanticCache(
      AnswerStore answers,
      @Qualifier("cacheEmbeddings") LazyEmbeddings embeddings,
      CacheMetrics metrics,
      SluiceProperties properties) {
    return new SemanticCache(
        answers,
        embeddings,
        metrics,
        InstantSource.system(),
        Thread::startVirtualThread,
        RandomGenerator.getDefault(),
        properties.request().deadline().dividedBy(PARTS_OF_THE_DEADLINE));
  }
}
