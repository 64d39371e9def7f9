package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.compressor.CompressorPorts;
import io.sluice.compressor.PromptCompressor;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.TokenCounter;
import io.sluice.onnx.OnnxWordClassifier;
import io.sluice.onnx.StaticEmbeddingModel;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.compressor.CompressorMetrics;
import io.sluice.runner.compressor.LoadedClassifier;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts the prompt compressor is made of. */
@Configuration(proxyBeanMethods = false)
class CompressorConfiguration {

  @Bean
  CompressorMetrics compressorMetrics(MeterRegistry meters) {
    return new CompressorMetrics(meters);
  }

  /** Loaded at the start: whoever names a model that can't be used is to know it then. */
  @Bean
  LoadedClassifier loadedClassifier(SluiceProperties properties) {
    var classifier = properties.compressor().classifier();
    int threads = properties.embedding().threads();
    return classifier.isThere()
        ? LoadedClassifier.of(
            OnnxWordClassifier.load(
                Path.of(classifier.model()),
                Path.of(classifier.tokenizer()),
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors()))
        : LoadedClassifier.NONE;
  }

  @Bean
  PromptCompressor promptCompressor(
      CurrentCatalog catalog,
      TokenCounter tokens,
      @Qualifier("staticEmbeddings") StaticEmbeddingModel words,
      EmbeddingModel sentences,
      LoadedClassifier classifier,
      CompressorMetrics metrics) {
    return new PromptCompressor(
        new CompressorPorts(
            catalog, tokens, words, sentences, classifier.model(), metrics, System::nanoTime));
  }
}
