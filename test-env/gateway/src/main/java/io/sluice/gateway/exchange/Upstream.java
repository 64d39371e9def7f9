package io.sluice.gateway.exchange;

import io.sluice.gateway.config.NodeConf;
import io.sluice.gateway.config.UpstreamConf;
import java.util.Optional;
import java.util.Set;

/** An upstream in use: whose turn it is among its nodes. */
public final class Upstream {

  private final UpstreamConf conf;
  private final WeightedRoundRobin<NodeConf> turns;

  public Upstream(UpstreamConf conf) {
    this.conf = conf;
    this.turns = new WeightedRoundRobin<>(conf.nodes(), NodeConf::weight);
  }

  public UpstreamConf conf() {
    return conf;
  }

  public Optional<NodeConf> next(Set<NodeConf> tried) {
    return turns.next(tried);
  }

  /** How many nodes a request may try. */
  public int tries() {
    return conf.retries().orElse(conf.nodes().size() - 1) + 1;
  }

  /** The Host header that a node gets. */
  public Optional<String> host(NodeConf node, Optional<String> hostOfRequest) {
    return switch (conf.passHost()) {
      case "node" -> Optional.of(standardPort(node) ? node.host() : node.address());
      case "rewrite" -> conf.upstreamHost();
      default -> hostOfRequest;
    };
  }

  private boolean standardPort(NodeConf node) {
    return node.port() == (conf.scheme().equals("https") ? 443 : 80);
  }
}
