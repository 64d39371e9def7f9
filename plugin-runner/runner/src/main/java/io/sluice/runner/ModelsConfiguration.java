package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.runner.model.ModelFileSource;
import io.sluice.runner.model.ModelsWatch;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the models come from that routes name. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

  @Bean
  ModelFileSource complexityModels(
      SluiceProperties properties, OnnxEmbeddingModel embeddings, MeterRegistry meters) {
    return new ModelFileSource(Path.of(properties.models().dir()), embeddings.id()::equals, meters);
  }

  @Bean
  ModelsWatch modelsWatch(ModelFileSource models) {
    return new ModelsWatch(
        models,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("models").factory()));
  }
}
