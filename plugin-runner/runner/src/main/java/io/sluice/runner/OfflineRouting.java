package io.sluice.runner;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.runner.cache.LazyEmbeddings;
import io.sluice.runner.evaluation.Console;
import io.sluice.runner.evaluation.EvalCommand;
import io.sluice.runner.evaluation.TrainCommand;
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

  /** Every target is well, no language is told, and shadows do not decide. */
  private static SemanticRouter router(
      Catalog catalog, DecisionLog decisions, SentenceModels models, TokenCounter tokens) {
    return new SemanticRouter(
        RouterPorts.offline(() -> catalog, models, tokens).withDecisions(decisions));
  }

  // Main asks for the console that is there on a terminal only.
  @SuppressWarnings("SystemConsoleNull")
  private static Console console(PrintWriter out, PrintWriter err) {
    return new Console(
        out,
        err,
        System.in,
        System.console() != null,
        Path.of(System.getProperty("sluice.home", ".")),
        InstantSource.system());
  }
}
