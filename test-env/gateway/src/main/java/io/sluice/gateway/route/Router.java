package io.sluice.gateway.route;

import io.sluice.gateway.exchange.Exchange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the route: exact uris first, then the longest prefix; for equal uris the priority. */
public final class Router {

  private record Entry(UriPattern pattern, Route route) {}

  private static final Comparator<Entry> BEST_FIRST =
      Comparator.comparing((Entry entry) -> entry.pattern().prefix())
          .thenComparingInt(entry -> -entry.pattern().text().length())
          .thenComparingInt(entry -> -entry.route().conf().priority());

  private final List<Entry> entries;

  Router(List<Route> routes) {
    entries =
        routes.stream()
            .flatMap(route ->
                route.conf().uris().stream().map(uri -> new Entry(UriPattern.of(uri), route)))
            .sorted(BEST_FIRST)
            .toList();
  }

  public Optional<Route> match(Exchange exchange) {
    var path = exchange.request().path();
    return entries.stream()
        .filter(entry -> entry.pattern().matches(path) && entry.route().accepts(exchange))
        .findFirst()
        .map(Entry::route);
  }
}
