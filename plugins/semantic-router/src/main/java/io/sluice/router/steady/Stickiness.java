package io.sluice.router.steady;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Remembers where conversations went. Thread-safe. */
public final class Stickiness {

  /** Remembered at once, at about 200 bytes each. */
  private static final int MOST_CONVERSATIONS = 100_000;

  private final Config config;
  private final Cache<String, String> targets;

  /**
   * How long, and how strongly, a conversation stays.
   *
   * @param ttl since its last turn
   * @param margin by how much another choice must be better: of a cosine over the intent's
   *     threshold, or of the chance to answer well; in [0, 1]
   * @param header names the conversation; empty, or absent from a request: its beginning does
   */
  public record Config(Duration ttl, double margin, String header) {

    private static final Duration TTL = Duration.ofMinutes(30);

    private static final Duration LONGEST = Duration.ofDays(7);

    private static final double MARGIN = 0.15;

    public Config {
      new Problems("stickiness")
          .require(
              ttl.isPositive() && ttl.compareTo(LONGEST) <= 0, "ttl", "over 0s and at most 7d", ttl)
          .require(margin >= 0 && margin <= 1, "margin", "in [0, 1]", margin)
          .throwIfAny();
    }

    /** Reads how long and how strongly. */
    public static Config read(Settings settings) {
      return new Config(
          settings.duration("ttl", TTL),
          settings.number("margin", MARGIN),
          settings.text("conversation_header", ""));
    }
  }

  public Stickiness(Config config, InstantSource clock) {
    this.config = config;
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.targets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CONVERSATIONS)
            .expireAfterAccess(config.ttl())
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Returns the target that a conversation's last turn went to; empty for a new one. */
  public Optional<String> target(ChatExchange exchange) {
    return Optional.ofNullable(targets.getIfPresent(key(exchange)));
  }

  /** Remembers where a conversation goes. */
  public void went(ChatExchange exchange, String target) {
    targets.put(key(exchange), target);
  }

  /** Returns whether something is better by so much that a conversation moves. */
  public boolean yieldsTo(double clarity) {
    return clarity >= config.margin();
  }

  private String key(ChatExchange exchange) {
    return Conversation.of(exchange, config.header()).key();
  }
}
