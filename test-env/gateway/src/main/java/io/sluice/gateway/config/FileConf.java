package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A whole {@code apisix.yaml} as written. */
public record FileConf(
    List<UpstreamConf> upstreams,
    List<RouteConf> routes,
    List<ConsumerConf> consumers,
    List<GroupConf> groups) {

  public static final FileConf EMPTY = new FileConf(List.of(), List.of(), List.of(), List.of());

  public static FileConf parse(String yaml, Problems problems) {
    @Nullable Object document;
    try {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      document = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      problems.add("apisix.yaml", "is not YAML: " + e.getMessage());
      return EMPTY;
    }
    var top = Block.top(document, problems);
    var upstreams = new ArrayList<UpstreamConf>();
    for (var block : top.blocks("upstreams")) {
      var id = block.requiredText("id");
      upstreams.add(UpstreamConf.read(id, block.named("upstream " + id)));
    }
    var routes = new ArrayList<RouteConf>();
    for (var block : top.blocks("routes")) {
      routes.add(RouteConf.read(routes.size() + 1, block));
    }
    var consumers = top.blocks("consumers").stream().map(ConsumerConf::read).toList();
    var groups = top.blocks("consumer_groups").stream().map(GroupConf::read).toList();
    top.done();
    return new FileConf(List.copyOf(upstreams), List.copyOf(routes), consumers, groups);
  }
}
