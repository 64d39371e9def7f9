package io.sluice.redis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.HostAndPort;

/** Reads the answer to CLUSTER SLOTS: ranges of slots, each with a master and its replicas. */
final class ClusterSlots {

  private ClusterSlots() {}

  /**
   * @param self stands in where a node does not say its host
   */
  static List<HostAndPort> nodes(Object answer, HostAndPort self) {
    Set<HostAndPort> nodes = new LinkedHashSet<>();
    for (var range : (List<?>) answer) {
      // First and last slot come first.
      for (var node : ((List<?>) range).stream().skip(2).toList()) {
        var fields = (List<?>) node;
        var host =
            fields.get(0) instanceof byte[] name ? new String(name, StandardCharsets.UTF_8) : "";
        int port = ((Long) fields.get(1)).intValue();
        nodes.add(
            new HostAndPort(host.isEmpty() || host.equals("?") ? self.getHost() : host, port));
      }
    }
    return List.copyOf(nodes);
  }
}
