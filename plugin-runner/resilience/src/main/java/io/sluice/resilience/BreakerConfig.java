package io.sluice.resilience;

import java.time.Duration;

/**
 * When a target leaves the rotation, and when it may come back.
 *
 * @param slowAfter a first byte that comes later is slow
 * @param slowShare the share of slow answers among the last ten from which on a target is as good
 *     as gone, in (0, 1]
 * @param openFor how long nothing is sent then; also after which a probe that has not ended is
 *     given up for lost
 */
public record BreakerConfig(Duration slowAfter, double slowShare, Duration openFor) {

  /** Half of the last answers, slow after half a minute; nothing is sent for ten seconds. */
  public static BreakerConfig usual() {
    return new BreakerConfig(Duration.ofSeconds(30), 0.5, Duration.ofSeconds(10));
  }
}
