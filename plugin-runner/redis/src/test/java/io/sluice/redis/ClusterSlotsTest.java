package io.sluice.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;

class ClusterSlotsTest {

  private static final HostAndPort SELF = new HostAndPort("self", 1);

  @Test
  void findsMastersAndReplicasEachOnce() {
    var answer =
        List.of(
            List.of(0L, 99L, node("10.0.0.1", 6379), node("10.0.0.2", 6380)),
            List.of(100L, 199L, node("10.0.0.1", 6379)),
            List.of(200L, 16383L, node("10.0.0.3", 6379)));

    assertThat(ClusterSlots.nodes(answer, SELF))
        .containsExactly(
            new HostAndPort("10.0.0.1", 6379),
            new HostAndPort("10.0.0.2", 6380),
            new HostAndPort("10.0.0.3", 6379));
  }

  @Test
  void takesTheAskedNodesHostWhereANodeDoesNotKnowItsOwn() {
    var answer = List.of(List.of(0L, 16383L, node("", 6379), node("?", 6380)));

    assertThat(ClusterSlots.nodes(answer, SELF))
        .containsExactly(new HostAndPort("self", 6379), new HostAndPort("self", 6380));
  }

  private static List<Object> node(String host, long port) {
    return List.of(host.getBytes(UTF_8), port, "id".getBytes(UTF_8));
  }
}
