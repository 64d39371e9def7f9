package io.sluice.redis;

import static io.sluice.redis.Faults.awaitService;
import static io.sluice.redis.Faults.failure;
import static io.sluice.redis.Faults.reserve;
import static io.sluice.redis.Faults.standing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.Spend;
import io.sluice.testkit.redis.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisFailoverIT {

  @Test
  void goesOnWithWhatTheReplicaHasWhenTheMasterDies() {
    try (var cluster = RedisCluster.start(3, 1)) {
      var owner = cluster.ownerOf("{sluice}:held");
      // One node is enough to find the others, even when it is the one that dies.
      try (var redis = new Redis(Faults.config(owner.url()))) {
        var ledger = new RedisTokenLedger(redis);
        awaitService(ledger);
        var open = Faults.reservation();
        ledger.reserve(open, Duration.ofMinutes(10));
        for (int i = 0; i < 50; i++) {
          reserve(ledger);
        }
        long before = standing(ledger).reserved();
        cluster.awaitReplicated(owner);

        owner.kill();
        failure(ledger);
        awaitService(ledger);

        assertThat(standing(ledger).reserved()).isEqualTo(before + 10);
        assertThat(ledger.held(open.id())).contains(open);
        assertThat(ledger.settle(open, new Spend(1, 0, 0))).isPresent();
        assertThat(standing(ledger).used()).isEqualTo(1);
      }
    }
  }
}
