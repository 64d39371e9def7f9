package io.sluice.gateway.logger;

import io.sluice.gateway.config.Block;
import java.time.Duration;

/** How entries are gathered: the attributes that all loggers of APISIX share. */
public record BatchSettings(
    long batchMaxSize,
    Duration inactiveTimeout,
    Duration bufferDuration,
    long maxRetryCount,
    Duration retryDelay) {

  public static BatchSettings read(Block block) {
    return new BatchSettings(
        block.integer("batch_max_size", 1000, 1),
        Duration.ofSeconds(block.integer("inactive_timeout", 5, 1)),
        Duration.ofSeconds(block.integer("buffer_duration", 60, 1)),
        block.integer("max_retry_count", 0, 0),
        Duration.ofSeconds(block.integer("retry_delay", 1, 0)));
  }
}
