package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;

/**
 * {@code ai-semantic-router}: sends a request to the tier of the intent that its question is
 * nearest to.
 */
public final class SemanticRouter implements Plugin<SemanticRouterConfig> {

  static final String NAME = "ai-semantic-router";

  private final Catalog catalog;
  private final EmbeddingModel embeddings;

  public SemanticRouter(Catalog catalog, EmbeddingModel embeddings) {
    this.catalog = catalog;
    this.embeddings = embeddings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SemanticRouterConfig read(Settings settings) {
    return SemanticRouterConfig.read(settings, catalog);
  }

  @Override
  public RoutePlugin prepare(SemanticRouterConfig config) {
    return new SemanticRoute(config, embeddings);
  }
}
