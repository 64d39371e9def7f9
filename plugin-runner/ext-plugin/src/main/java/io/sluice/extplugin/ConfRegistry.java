package io.sluice.extplugin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The prepared routes by token.
 *
 * <p>A token is the beginning of the configuration's digest: one that APISIX kept from an earlier
 * runner names the same configuration or none. Two configurations with the same four bytes share
 * nothing: the second gets the next number.
 */
final class ConfRegistry {

  private static final int MAX_ROUTES = 10_000;

  private final RouteFactory factory;
  private final Cache<Integer, Entry> entries;

  ConfRegistry(RouteFactory factory, Duration lifetime) {
    this.factory = factory;
    this.entries =
        Caffeine.newBuilder().maximumSize(MAX_ROUTES).expireAfterAccess(lifetime).build();
  }

  /**
   * Returns the route of a token; empty for an unknown one and for one that is not ready.
   *
   * <p>Whoever gets nothing prepares the configuration again, and waits there.
   */
  Optional<Route> find(int token) {
    var entry = entries.getIfPresent(token);
    return entry != null && entry.route.state() == Future.State.SUCCESS
        ? Optional.of(entry.route.resultNow())
        : Optional.empty();
  }

  /**
   * Prepares a configuration, or finds that it has been prepared.
   *
   * @return its token
   */
  int prepare(FrameDecoder.PrepareConf conf) {
    String digest = digest(conf.plugins());
    for (int token = (int) HexFormat.fromHexDigitsToLong(digest, 0, 8); ; token++) {
      var mine = new Entry(digest, new CompletableFuture<>());
      var entry = entries.asMap().putIfAbsent(token, mine);
      if (entry == null) {
        fill(token, mine, conf);
        return token;
      }
      if (entry.digest.equals(digest)) {
        await(entry);
        return token;
      }
    }
  }

  private void fill(int token, Entry entry, FrameDecoder.PrepareConf conf) {
    try {
      entry.route.complete(factory.prepare(token, conf.key(), conf.plugins()));
    } catch (Throwable e) {
      entries.asMap().remove(token, entry);
      entry.route.completeExceptionally(e);
      throw e;
    }
  }

  private static void await(Entry entry) {
    try {
      entry.route.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private static String digest(List<PluginConf> plugins) {
    var sha256 = sha256();
    for (var plugin : plugins) {
      update(sha256, plugin.name());
      update(sha256, plugin.value());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Length first: two lists of texts never run into the same bytes. */
  private static void update(MessageDigest digest, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Entry(String digest, CompletableFuture<Route> route) {}
}
