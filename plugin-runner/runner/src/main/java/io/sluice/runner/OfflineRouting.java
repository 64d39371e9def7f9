package io.sluice.runner;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.language.OpenNlpLanguageDetector;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.runner.cache.LazyEmbeddings;
import io.sluice.runner.evaluation.Console;
import io.sluice.runner.evaluation.EvalCommand;
import io.sluice.runner.evaluation.TrainCommand;
import io.sluice.runner.model.ModelFileSource;
import io.sluice.tokens.ModelTokenCounter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;

/** The commands that try and train a router without a running runner, with its models. */
final class OfflineRouting {

  private OfflineRouting() {}

  static EvalCommand eval(PrintWriter out, PrintWriter err) {
    var models = new SentenceModels(embeddings(), meaning());
    var tokens = new ModelTokenCounter();
    return new EvalCommand(
        console(out, err),
        (catalog, decisions) -> router(catalog, decisions, models, tokens),
        tokens);
  }

  static TrainCommand train(PrintWriter out, PrintWriter err) {
    return new TrainCommand(console(out, err), embeddings(), new ModelTokenCounter());
  }

  private static LazyEmbeddings embeddings() {
    return new LazyEmbeddings(() -> OnnxEmbeddingModel.packaged(EmbeddingConfig.miniLm()));
  }

  private static LazyEmbeddings meaning() {
    return new LazyEmbeddings(
        () -> OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall()));
  }

  /** Every target is well, and shadows do not decide. */
  private static SemanticRouter router(
      Catalog catalog, DecisionLog decisions, SentenceModels models, TokenCounter tokens) {
    var offline = RouterPorts.offline(() -> catalog, models, tokens);
    return new SemanticRouter(
        new RouterPorts(
            offline.catalog(),
            offline.models(),
            new ModelFileSource(modelsFolder(), id -> has(models, id), new SimpleMeterRegistry()),
            offline.counter(),
            new OpenNlpLanguageDetector(Runnable::run),
            offline.schemas(),
            offline.health(),
            offline.upstream(),
            decisions,
            offline.observer(),
            offline.clock(),
            offline.background()));
  }

  /** Loads the second model only for an id that the first one does not have. */
  private static boolean has(SentenceModels models, String id) {
    return models.similarity().id().equals(id) || models.meaning().id().equals(id);
  }

  /** As the environment has it for the runner, else the default. */
  private static Path modelsFolder() {
    var folder = System.getenv("SLUICE_MODELS_DIR");
    return folder == null ? home().resolve("models") : Path.of(folder);
  }

  private static Path home() {
    return Path.of(System.getProperty("sluice.home", "."));
  }

  // Main asks for the console that is there on a terminal only.
  @SuppressWarnings("SystemConsoleNull")
  private static Console console(PrintWriter out, PrintWriter err) {
    return new Console(
        out, err, System.in, System.console() != null, home(), InstantSource.system());
  }
}
