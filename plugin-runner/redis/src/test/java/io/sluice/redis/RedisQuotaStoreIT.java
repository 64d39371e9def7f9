package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.testkit.ledger.QuotaStoreContract;
import io.sluice.testkit.redis.RedisServer;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisQuotaStoreIT extends QuotaStoreContract {

  private static RedisServer server;

  private Redis redis;
  private Redis another;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    server.command("FLUSHALL");
    redis = new Redis(new RedisConfig(server.url(), "sluice", FreshLedgers.PATIENT, 4));
    another = new Redis(new RedisConfig(server.url(), "sluice", FreshLedgers.PATIENT, 4));
  }

  @AfterEach
  void disconnect() {
    redis.close();
    another.close();
  }

  @Override
  protected QuotaStore store() {
    return new RedisQuotaStore(redis);
  }

  @Override
  protected QuotaStore another() {
    return new RedisQuotaStore(another);
  }

  @Test
  void neverGivesTheSameVersionTwiceEvenIfTheServerForgetsAll() {
    long before = store().put("a", "1", OptionalLong.empty()).orElseThrow();

    server.command("FLUSHALL");

    assertThat(store().put("a", "1", OptionalLong.empty()).orElseThrow()).isGreaterThan(before);
  }
}
