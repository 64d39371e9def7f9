package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An upstream as written. */
public record UpstreamConf(
    String id,
    List<NodeConf> nodes,
    String scheme,
    String passHost,
    Optional<String> upstreamHost,
    Timeouts timeouts,
    OptionalInt retries) {

  /** How long to wait for an upstream, in milliseconds. */
  public record Timeouts(long connect, long send, long read) {

    private static final long DEFAULT = 60_000;
  }

  public static UpstreamConf read(String id, Block block) {
    block.ignore("id", "name", "desc", "labels");
    block.oneOf("type", "roundrobin", "roundrobin");
    var scheme = block.oneOf("scheme", "http", "http", "https");
    var passHost = block.oneOf("pass_host", "pass", "pass", "node", "rewrite");
    var upstreamHost = block.text("upstream_host");
    if (passHost.equals("rewrite") && upstreamHost.isEmpty()) {
      block.problem("upstream_host is required with pass_host rewrite");
    }
    var nodes = nodes(block, scheme);
    var retries =
        block.has("retries")
            ? OptionalInt.of((int) block.integer("retries", 0, 0))
            : OptionalInt.empty();
    var timeouts =
        block
            .block("timeout")
            .map(UpstreamConf::timeouts)
            .orElse(new Timeouts(Timeouts.DEFAULT, Timeouts.DEFAULT, Timeouts.DEFAULT));
    block.done();
    return new UpstreamConf(id, nodes, scheme, passHost, upstreamHost, timeouts, retries);
  }

  private static Timeouts timeouts(Block block) {
    var timeouts =
        new Timeouts(
            block.millis("connect", Timeouts.DEFAULT),
            block.millis("send", Timeouts.DEFAULT),
            block.millis("read", Timeouts.DEFAULT));
    block.done();
    return timeouts;
  }

  private static List<NodeConf> nodes(Block block, String scheme) {
    var standardPort = scheme.equals("https") ? 443 : 80;
    var nodes = new ArrayList<NodeConf>();
    if (block.raw("nodes").orElse(Map.of()) instanceof List<?>) {
      for (var node : block.blocks("nodes")) {
        nodes.add(
            new NodeConf(
                node.requiredText("host"),
                (int) node.integer("port", standardPort, 1),
                (int) node.integer("weight", 1, 0)));
        node.done();
      }
    } else {
      block.block("nodes").ifPresent(map -> mapped(map, standardPort, nodes));
    }
    if (nodes.isEmpty()) {
      block.problem("nodes must name at least one server");
    }
    return List.copyOf(nodes);
  }

  private static void mapped(Block map, int standardPort, List<NodeConf> nodes) {
    for (var address : map.keys()) {
      var weight = (int) map.integer(address, 1, 0);
      var colon = address.lastIndexOf(':');
      var host = colon < 0 ? address : address.substring(0, colon);
      try {
        var port = colon < 0 ? standardPort : Integer.parseInt(address.substring(colon + 1));
        nodes.add(new NodeConf(host, port, weight));
      } catch (NumberFormatException e) {
        map.problem("a node must be host:port, but was " + address);
      }
    }
  }
}
