package io.sluice.exchange;

/**
 * A kind of plugin, as routes name it.
 *
 * @param <C> its configuration as written: a record whose constructor checks it
 */
public interface Plugin<C> {

  /** Returns the name on the wire, from DESIGN's table: {@code ai-semantic-router}. */
  String name();

  /**
   * Reads and checks a configuration, without side effects and without using models or stores.
   *
   * @throws InvalidConfigException with every problem
   */
  C read(Settings settings);

  /**
   * Makes the plugin of one route: whatever is costly is done here, once, not for each request.
   *
   * @throws DependencyException if a model or store fails; it is tried again with the next request
   */
  RoutePlugin prepare(C config);
}
