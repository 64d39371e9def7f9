package io.sluice.runner;

import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.runner.cache.LazyEmbeddings;
import io.sluice.runner.evaluation.Console;
import io.sluice.runner.evaluation.EvalCommand;
import io.sluice.tokens.ModelTokenCounter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;

/** The commands that try and train a router without a running runner, with its models. */
final class OfflineRouting {

  private OfflineRouting() {}

  static EvalCommand eval(PrintWriter out, PrintWriter err) {
    var embeddings =
        new LazyEmbeddings(() -> OnnxEmbeddingModel.packaged(EmbeddingConfig.miniLm()));
    return new EvalCommand(
        console(out, err),
        catalog ->
            new SemanticRouter(
                RouterPorts.offline(() -> catalog, embeddings, new ModelTokenCounter())),
        new ModelTokenCounter());
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
