package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A route as written. */
public record RouteConf(
    String id,
    List<String> uris,
    Set<String> methods,
    List<String> hosts,
    List<?> vars,
    int priority,
    boolean enabled,
    Optional<String> upstreamId,
    Optional<UpstreamConf> upstream,
    List<PluginConf> plugins) {

  static RouteConf read(int index, Block written) {
    var id = written.text("id").orElse("routes#" + index);
    var block = written.named("route " + id);
    block.ignore("id", "name", "desc", "labels");
    var uris = both(block, "uri", "uris");
    if (uris.isEmpty()) {
      block.problem("uri or uris is required");
    }
    for (var uri : uris) {
      if (!uri.startsWith("/") && !uri.equals("*")) {
        block.problem("uri must start with /, but was " + uri);
      }
      if (uri.indexOf('*') >= 0 && uri.indexOf('*') < uri.length() - 1) {
        block.problem("uri may have * only at its end, but was " + uri);
      }
    }
    var vars = block.raw("vars").orElse(List.of());
    if (!(vars instanceof List<?>)) {
      block.problem("vars must be a list");
    }
    var route =
        new RouteConf(
            id,
            uris,
            Set.copyOf(block.texts("methods")),
            both(block, "host", "hosts"),
            vars instanceof List<?> list ? list : List.of(),
            (int) block.integer("priority", 0, Integer.MIN_VALUE),
            block.integer("status", 1, 0) == 1,
            block.text("upstream_id"),
            block.block("upstream").map(inline -> UpstreamConf.read("route#" + id, inline)),
            PluginConf.read(block.block("plugins")));
    block.done();
    return route;
  }

  private static List<String> both(Block block, String one, String many) {
    var all = new ArrayList<>(block.text(one).stream().toList());
    all.addAll(block.texts(many));
    return List.copyOf(all);
  }
}
