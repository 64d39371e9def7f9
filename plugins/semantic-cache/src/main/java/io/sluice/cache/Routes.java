package io.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** The caches of the routes that were used lately, by the routes' ids. */
final class Routes {

  private static final int MOST = 10_000;

  private final Cache<String, CachedRoute> routes = Caffeine.newBuilder().maximumSize(MOST).build();

  void seen(String route, CachedRoute cache) {
    routes.put(route, cache);
  }

  Optional<CachedRoute> of(String route) {
    return Optional.ofNullable(routes.getIfPresent(route));
  }
}
