package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.exchange.ledger.QuotaStore.Stored;
import io.sluice.testkit.redis.RedisServer;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisQuotaStoreIT {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final OptionalLong NEW = OptionalLong.of(QuotaStore.ABSENT);

  private RedisServer server;
  private Redis redis;
  private QuotaStore quotas;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    redis = new Redis(new RedisConfig(server.url(), "sluice", FreshLedgers.PATIENT, 4));
    quotas = new RedisQuotaStore(redis);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void holdsNothingAtFirst() {
    assertThat(quotas.all()).isEmpty();
    assertThat(quotas.revision()).isZero();
  }

  @Test
  void returnsWhatWasStoredAsItWasWritten() {
    var json = "{\"limit\": 1.0, \"ü\": \"😀 \\n\"}";

    long version = quotas.put("team a", json, ANY).orElseThrow();

    assertThat(quotas.all()).isEqualTo(Map.of("team a", new Stored(json, version)));
  }

  @Test
  void replacesOnlyTheVersionThatIsExpected() {
    long first = quotas.put("a", "1", NEW).orElseThrow();

    assertThat(quotas.put("a", "2", NEW)).isEmpty();
    assertThat(quotas.put("a", "2", OptionalLong.of(first + 1))).isEmpty();
    long second = quotas.put("a", "2", OptionalLong.of(first)).orElseThrow();
    assertThat(quotas.put("a", "3", OptionalLong.of(first))).isEmpty();

    assertThat(quotas.all()).isEqualTo(Map.of("a", new Stored("2", second)));
  }

  @Test
  void removesOnlyTheVersionThatIsExpected() {
    long first = quotas.put("a", "1", NEW).orElseThrow();

    assertThat(quotas.delete("a", OptionalLong.of(first + 1))).isFalse();
    assertThat(quotas.delete("a", NEW)).isFalse();
    assertThat(quotas.delete("a", OptionalLong.of(first))).isTrue();

    assertThat(quotas.all()).isEmpty();
    assertThat(quotas.delete("a", OptionalLong.of(first))).isFalse();
    assertThat(quotas.put("a", "2", NEW)).isPresent();
  }

  @Test
  void hasAnotherRevisionAfterEveryChangeAndOnlyThen() {
    var revisions = new HashSet<Long>();

    assertThat(revisions.add(quotas.revision())).isTrue();
    quotas.put("a", "1", ANY);
    assertThat(revisions.add(quotas.revision())).isTrue();
    quotas.put("a", "1", ANY);
    assertThat(revisions.add(quotas.revision())).isTrue();
    quotas.delete("a", ANY);
    assertThat(revisions.add(quotas.revision())).isTrue();
    quotas.put("a", "2", NEW);
    assertThat(revisions.add(quotas.revision())).isTrue();
    quotas.put("a", "2", NEW);
    assertThat(revisions.add(quotas.revision())).isFalse();
  }

  @Test
  void neverGivesTheSameVersionTwiceEvenIfTheServerForgetsAll() {
    long before = quotas.put("a", "1", ANY).orElseThrow();

    server.command("FLUSHALL");

    assertThat(quotas.put("a", "1", ANY).orElseThrow()).isGreaterThan(before);
  }
}
