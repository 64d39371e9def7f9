package io.sluice.runner;

import io.sluice.cache.CacheObserver;
import io.sluice.cache.SemanticCache;
import io.sluice.compressor.CompressorObserver;
import io.sluice.compressor.CompressorPorts;
import io.sluice.compressor.PromptCompressor;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.WordClassifier;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.check.RouteFileCheck;
import io.sluice.tokenlimit.LimitObserver;
import io.sluice.tokenlimit.TokenLimit;
import io.sluice.tokenlimit.ledger.InMemoryTokenLedger;
import io.sluice.tokenlimit.ledger.SharedLedger;
import io.sluice.tokenlimit.quota.Quotas;
import io.sluice.tokens.ModelTokenCounter;
import io.sluice.vectors.InMemoryAnswerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What {@code plugin-runner check} checks against: the catalog and the filters, but no model. */
final class OfflineCheck {

  private OfflineCheck() {}

  /** Reads the catalog of {@code SLUICE_CATALOG}, or the one beside the runner. */
  static RouteFileCheck create() {
    var catalog = System.getenv("SLUICE_CATALOG");
    var file =
        catalog == null
            ? Path.of(System.getProperty("sluice.home", "."), "apisix-conf", "catalog.yaml")
            : Path.of(catalog);
    var known = CurrentCatalog.read(file);
    return new RouteFileCheck(
        List.of(tokenLimit(known), semanticCache(), promptCompressor(known), semanticRouter(known)),
        filterNames());
  }

  /** A configuration is read and checked without keeping anything. */
  private static SemanticCache semanticCache() {
    var clock = InstantSource.system();
    return new SemanticCache(
        new InMemoryAnswerStore(clock, new InMemoryAnswerStore.Bounds(1, 1), Optional.empty()),
        new NoModel(),
        CacheObserver.NOBODY,
        clock,
        Runnable::run,
        RandomGenerator.getDefault(),
        Duration.ZERO);
  }

  /** A configuration is read and checked without counting anything. */
  private static SemanticRouter semanticRouter(Catalog catalog) {
    return new SemanticRouter(
        RouterPorts.offline(
            () -> catalog, SentenceModels.of(new NoModel()), new ModelTokenCounter()));
  }

  /** A configuration is read and checked without compressing anything. */
  private static PromptCompressor promptCompressor(Catalog catalog) {
    return new PromptCompressor(
        new CompressorPorts(
            () -> catalog,
            new ModelTokenCounter(),
            new NoModel(),
            new NoModel(),
            Optional.of(new NoClassifier()),
            CompressorObserver.NOBODY,
            System::nanoTime));
  }

  private static TokenLimit tokenLimit(Catalog catalog) {
    var clock = InstantSource.system();
    var nowhere = new InMemoryTokenLedger(clock);
    return new TokenLimit(
        () -> Quotas.NONE,
        () -> catalog,
        new ModelTokenCounter(),
        new SharedLedger(nowhere, Duration.ofMinutes(1), clock),
        alert -> {},
        LimitObserver.NOBODY,
        clock,
        Runnable::run);
  }

  private static Set<String> filterNames() {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.addBeanFactoryPostProcessor(new FilterScanner(context.getEnvironment()));
      context.refresh();
      return context.getBeansOfType(PluginFilter.class).values().stream()
          .map(PluginFilter::name)
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /** Whether the runner has one is not known here. */
  private static final class NoClassifier implements WordClassifier {

    @Override
    public String id() {
      return "none";
    }

    @Override
    public List<Word> words(String text) {
      throw new IllegalStateException("nothing is compressed in a check");
    }
  }

  /** A configuration is read and checked without embedding anything. */
  private static final class NoModel implements EmbeddingModel {

    @Override
    public String id() {
      return "none";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public Embedding embed(String text) {
      throw new IllegalStateException("nothing is embedded in a check");
    }
  }
}
