package io.sluice.runner;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.router.SemanticRouter;
import io.sluice.runner.check.RouteFileCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    return new RouteFileCheck(
        List.of(new SemanticRouter(CatalogFile.read(file), new NoModel())), filterNames());
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
