package io.sluice.gateway.route;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.config.ConsumerConf;
import io.sluice.gateway.config.FileConf;
import io.sluice.gateway.config.PluginConf;
import io.sluice.gateway.config.Problems;
import io.sluice.gateway.config.RouteConf;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Conditions;
import io.sluice.gateway.exchange.Consumer;
import io.sluice.gateway.exchange.Upstream;
import io.sluice.gateway.plugin.BoundPlugin;
import io.sluice.gateway.plugin.PluginChain;
import io.sluice.gateway.plugin.PluginContext;
import io.sluice.gateway.plugin.Services;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes what is written usable, and finds what does not fit together. */
public final class Compiler {

  private final FileConf file;
  private final Problems problems;
  private final Services services;
  private final String version;
  private final Map<String, Upstream> upstreams = new HashMap<>();
  private final Map<String, Consumer> consumersByKey = new HashMap<>();
  private final Map<String, List<BoundPlugin>> consumerPlugins = new HashMap<>();

  private Compiler(FileConf file, Problems problems, Services services, String version) {
    this.file = file;
    this.problems = problems;
    this.services = services;
    this.version = version;
  }

  /**
   * Compiles a file; what comes out is of use only if there are no problems.
   *
   * @param version differs between versions of the file
   */
  public static Router compile(
      FileConf file, Problems problems, Services services, String version) {
    return new Compiler(file, problems, services, version).router();
  }

  private Router router() {
    for (var conf : file.upstreams()) {
      if (upstreams.put(conf.id(), new Upstream(conf)) != null) {
        problems.add("upstream " + conf.id(), "is there twice");
      }
    }
    file.consumers().forEach(this::consumer);
    var ids = new HashSet<String>();
    var routes = new ArrayList<Route>();
    for (var conf : file.routes()) {
      var route = route(conf, ids);
      if (conf.enabled()) {
        routes.add(route);
      }
    }
    return new Router(routes);
  }

  private void consumer(ConsumerConf conf) {
    var consumer =
        new Consumer(ByteStrings.ofText(conf.username()), conf.groupId().map(ByteStrings::ofText));
    var where = "consumer " + conf.username();
    conf.key()
        .map(ByteStrings::ofText)
        .filter(key -> consumersByKey.put(key, consumer) != null)
        .ifPresent(key -> problems.add(where, "has the key of another consumer"));
    var group =
        conf.groupId()
            .flatMap(id -> file.groups().stream().filter(g -> g.id().equals(id)).findFirst());
    if (conf.groupId().isPresent() && group.isEmpty()) {
      problems.add(where, "group_id names no consumer group: " + conf.groupId().get());
    }
    var ofGroup = group.stream().flatMap(g -> bound(g.plugins(), "consumer_group#" + g.id(), true));
    var own = bound(conf.plugins(), "consumer#" + conf.username(), true);
    var all = Stream.concat(ofGroup, own).toList();
    if (consumerPlugins.put(consumer.username(), all) != null) {
      problems.add(where, "is there twice");
    }
  }

  private Route route(RouteConf conf, Set<String> ids) {
    var where = "route " + conf.id();
    if (!ids.add(conf.id())) {
      problems.add(where, "is there twice");
    }
    var named = conf.upstreamId().flatMap(id -> Optional.ofNullable(upstreams.get(id)));
    if (conf.upstreamId().isPresent() && named.isEmpty()) {
      problems.add(where, "upstream_id names no upstream: " + conf.upstreamId().get());
    }
    var inline = conf.upstream().map(Upstream::new);
    var plugins = bound(conf.plugins(), "route#" + conf.id(), false).toList();
    var vars = Conditions.read(Block.top(null, problems).named(where), "vars", conf.vars());
    return new Route(conf, vars, inline.or(() -> named), new PluginChain(plugins), consumerPlugins);
  }

  private Stream<BoundPlugin> bound(List<PluginConf> plugins, String key, boolean fromConsumer) {
    var context = new PluginContext(key, version, upstreams, consumersByKey, services);
    return plugins.stream().flatMap(conf -> BoundPlugin.of(conf, context, fromConsumer).stream());
  }
}
