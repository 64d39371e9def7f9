package io.sluice.cache;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Headers;
import io.sluice.exchange.OpenAiError;
import io.sluice.exchange.cache.EntryFilter;
import java.util.regex.Pattern;

/**
 * A client's word that an answer it was given is wrong: {@code DELETE} of a path that ends with the
 * request id of that answer. It forgets the entry that the answer came from, or became.
 */
final class Removal {

  private static final Pattern PATH =
      Pattern.compile(".*/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?");

  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final SemanticCacheConfig config;
  private final Parts parts;

  Removal(SemanticCacheConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
  }

  static boolean isAsked(ChatExchange exchange) {
    return exchange.method().equals("DELETE") && PATH.matcher(exchange.path()).matches();
  }

  /**
   * Forgets the answer, if it is one that the client was given on this route.
   *
   * @throws io.sluice.exchange.DependencyException if the store fails
   */
  Action answer(ChatExchange exchange) {
    if (delete(exchange) == 0) {
      return new OpenAiError(
              NOT_FOUND,
              "invalid_request_error",
              "cache_entry_not_found",
              "No cached answer of yours belongs to this request id.")
          .toStop();
    }
    parts.observer().deletedByClient();
    return new Action.Stop(NO_CONTENT, Headers.none(), new byte[0]);
  }

  /** Says that the answer may still be there: a deletion that failed must not look like one. */
  static Action unavailable() {
    return new OpenAiError(
            UNAVAILABLE,
            "server_error",
            "cache_unavailable",
            "Cached answers can't be reached now. Try again.")
        .toStop();
  }

  private long delete(ChatExchange exchange) {
    var subject = exchange.subject();
    var path = PATH.matcher(exchange.path());
    if (subject.isAnonymous() || !path.matches()) {
      return 0;
    }
    var request = path.group(1);
    var cache = config.cacheOf(subject);
    var answers = parts.answers();
    long own =
        answers.delete(
            EntryFilter.ALL.withCache(cache).withConsumer(subject.consumer()).withRequest(request));
    return own
        + parts
            .served()
            .entry(request, subject, cache)
            .map(entry -> answers.delete(EntryFilter.ALL.withId(entry)))
            .orElse(0L);
  }
}
