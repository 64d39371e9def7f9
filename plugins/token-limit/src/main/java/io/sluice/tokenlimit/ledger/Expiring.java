package io.sluice.tokenlimit.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values that are forgotten when their lifetime is over. One thread at a time.
 *
 * <p>What has the same lifetime expires in the order in which it came, so each lifetime has a
 * queue.
 */
final class Expiring<V> {

  private record Entry<V>(V value, long expires) {}

  private final Map<Long, LinkedHashMap<String, Entry<V>>> queues = new HashMap<>();
  private final Consumer<V> onExpiry;

  /**
   * @param onExpiry hears of what expired, not of what was removed
   */
  Expiring(Consumer<V> onExpiry) {
    this.onExpiry = onExpiry;
  }

  void put(String id, V value, long lifetime, long now) {
    queues
        .computeIfAbsent(lifetime, l -> new LinkedHashMap<>())
        .put(id, new Entry<>(value, now + lifetime));
  }

  @Nullable V get(String id) {
    for (var queue : queues.values()) {
      var entry = queue.get(id);
      if (entry != null) {
        return entry.value();
      }
    }
    return null;
  }

  @Nullable V remove(String id) {
    for (var queue : queues.values()) {
      var entry = queue.remove(id);
      if (entry != null) {
        return entry.value();
      }
    }
    return null;
  }

  void expire(long now) {
    for (var queue : queues.values()) {
      for (var entries = queue.values().iterator(); entries.hasNext(); ) {
        var entry = entries.next();
        if (entry.expires() > now) {
          break;
        }
        entries.remove();
        onExpiry.accept(entry.value());
      }
    }
    queues.values().removeIf(queue -> queues.size() > 1 && queue.isEmpty());
  }

  int size() {
    return queues.values().stream().mapToInt(Map::size).sum();
  }
}
