package io.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.EntryId;
import java.time.Duration;
import java.util.Optional;

/** Which stored answer a recent request of this runner was given, for clients that complain. */
final class Served {

  private static final int MOST = 50_000;
  private static final Duration LIFETIME = Duration.ofHours(1);

  private record Serving(String consumer, String cache, EntryId entry) {}

  private final Cache<String, Serving> servings =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFETIME).build();

  void note(ChatExchange exchange, String cache, EntryId entry) {
    servings.put(exchange.id().value(), new Serving(exchange.subject().consumer(), cache, entry));
  }

  /** Returns what that request was given, if it was this consumer's, of this cache. */
  Optional<EntryId> entry(String request, Subject subject, String cache) {
    return Optional.ofNullable(servings.getIfPresent(request))
        .filter(serving -> serving.consumer().equals(subject.consumer()))
        .filter(serving -> serving.cache().equals(cache))
        .map(Serving::entry);
  }
}
