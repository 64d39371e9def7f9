package io.sluice.cache;

import io.sluice.cache.SemanticCacheConfig.Context;
import io.sluice.cache.SemanticCacheConfig.EndUsers;
import io.sluice.cache.guard.Guard;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Digest;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import io.sluice.exchange.asked.RequestParts;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Partition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the keys of a route's requests.
 *
 * <p>A partition is a digest of everything that determines an answer but the question: who shares
 * it, the cache, path and headers that providers heed, the model or target, every part of the body
 * that is not the question, and the embedding model. What nobody thought of is in it, because the
 * body is, whole.
 */
final class Keys {

  /** Changes whenever a key is made in another way, so that old entries are not met. */
  private static final String FORMAT = "1";

  /** Headers that providers heed when they answer. */
  private static final List<String> HEEDED =
      List.of(
          "anthropic-beta",
          "anthropic-version",
          "openai-beta",
          "openai-organization",
          "openai-project");

  private final SemanticCacheConfig config;
  private final EmbeddingModel model;
  private final String modelId;

  Keys(SemanticCacheConfig config, EmbeddingModel model) {
    this.config = config;
    this.model = model;
    // Asked for when the route is prepared: a model may be loaded by it.
    this.modelId = model.id();
  }

  /**
   * Returns the key of a request; empty when nobody is named who could share its answer.
   *
   * @param parts of the exchange's body
   */
  Optional<Key> of(ChatExchange exchange, RequestParts parts) {
    return tenant(exchange.subject()).map(tenant -> key(exchange, parts, tenant));
  }

  private Key key(ChatExchange exchange, RequestParts parts, List<String> tenant) {
    boolean comparable = isComparable(parts);
    boolean similar = config.context() == Context.SIMILAR && comparable;
    var cache = config.cacheOf(exchange.subject());
    var partition =
        new Digest()
            .add(FORMAT)
            .addAll(tenant)
            .add(config.cache().isEmpty() ? "route" : "cache")
            .add(cache)
            .add(parts.protocol().name())
            .add(path(exchange.path()))
            .addAll(headers(exchange.headers()))
            .add(exchange.target().map(Target::name).orElse(""))
            .add(exchange.target().map(Target::tier).orElse(""))
            .add(modelId)
            .addAll(config.endUsers() == EndUsers.SEPARATE ? parts.user() : List.of())
            .add(parts.rest())
            .addAll(similar ? List.of() : parts.earlier())
            .add(Integer.toString(parts.earlier().size()))
            .hex();
    var id =
        new Digest()
            .add(partition)
            .add(parts.question())
            .addAll(similar ? parts.earlier() : List.of())
            .hex();
    return new Key(
        new Partition(partition),
        new EntryId(id),
        cache,
        comparable ? parts.question() : "",
        similar ? parts.earlier() : List.of(),
        parts.followsUp());
  }

  /**
   * Some providers read the model from the path. Where routes share a cache, what stands before the
   * version is theirs and not the provider's.
   */
  private String path(String path) {
    int version = path.lastIndexOf("/v1/");
    return config.cache().isEmpty() || version < 0 ? path : path.substring(version);
  }

  private List<String> headers(Headers headers) {
    return Stream.concat(HEEDED.stream(), config.vary().stream())
        .map(name -> name.toLowerCase(Locale.ROOT) + "=" + String.join("\n", headers.all(name)))
        .distinct()
        .sorted()
        .toList();
  }

  /** A question that model and guard read to its end: of one they cut, they know only a part. */
  private boolean isComparable(RequestParts parts) {
    return config.semantic()
        && parts.hasQuestion()
        && parts.question().length() <= Guard.LONGEST
        && model.readsWhole(parts.question());
  }

  private Optional<List<String>> tenant(Subject subject) {
    if (subject.isAnonymous()) {
      return Optional.empty();
    }
    var own = List.of("consumer", subject.consumer());
    return Optional.of(
        switch (config.scope()) {
          case CONSUMER -> own;
          case DEPARTMENT ->
              subject.department().isEmpty() ? own : List.of("department", subject.department());
          case ROUTE -> List.of("everyone", "");
          case GROUP ->
              config
                  .group()
                  .filter(group -> group.has(subject))
                  .map(group -> List.of("group", group.name()))
                  .orElse(own);
        });
  }
}
