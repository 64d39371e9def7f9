package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(RedisConfig.of("redis://h"))
        .isEqualTo(new RedisConfig("redis://h", "sluice", Duration.ofSeconds(1), 16));
  }

  @Test
  void reportsEveryProblemAtOnceAndNoSecret() {
    assertThatThrownBy(
            () -> new RedisConfig("http://u:secret@host", "a{b}", Duration.ofMillis(4), 0))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "redis: url must be"
                + " redis[s]://[[user]:password@]host[:port][,host[:port]...][/database], but was"
                + " \"http://***@host\"; key_prefix must be 1 to 64 letters, digits or _ . -, but"
                + " was \"a{b}\"; timeout must be 5 ms to 10 s, but was PT0.004S; pool_size must be"
                + " in 1 to 1000, but was 0");
  }

  @Test
  void doesNotShowThePassword() {
    var config = RedisConfig.of("rediss://user:s%40cret@host:6380/1");

    assertThat(config.toString()).contains("rediss://***@host:6380/1").doesNotContain("cret");
    assertThat(config.parsedUrl().toString()).doesNotContain("cret");
  }

  @Test
  void readsAllPartsOfAUrl() {
    assertThat(RedisUrl.parse("rediss://us%3Aer:p%40ss+word@one:1,two,[::1]:3/4"))
        .contains(
            new RedisUrl(
                true,
                List.of(
                    new HostAndPort("one", 1),
                    new HostAndPort("two", 6379),
                    new HostAndPort("::1", 3)),
                "us:er",
                "p@ss+word",
                4));
  }

  @Test
  void readsAUrlOfAHostAlone() {
    assertThat(RedisUrl.parse("redis://localhost"))
        .contains(new RedisUrl(false, List.of(new HostAndPort("localhost", 6379)), "", "", 0));
  }

  @Test
  void readsSeveralUrlsWithCommasBetween() {
    assertThat(RedisUrl.parse("redis://:pw@a:1,redis://b:2").orElseThrow().nodes())
        .containsExactly(new HostAndPort("a", 1), new HostAndPort("b", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "redis:",
        "redis://",
        "redis://h:0",
        "redis://h:65536",
        "redis://h,",
        "redis://h/x",
        "redis://user@h",
        "redis://h h",
        "redis-sentinel://h"
      })
  void refusesWhatIsNoUrlOfRedis(String url) {
    assertThat(RedisUrl.parse(url)).isEmpty();
  }
}
