package io.sluice.runner;

import io.sluice.exchange.Problems;
import io.sluice.runner.admin.AdminToken;
import io.sluice.runner.admin.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code application.yaml} says under {@code sluice}; the defaults are in the one that is
 * packed with the runner.
 *
 * @param catalog the file with tiers and targets
 */
@ConfigurationProperties(prefix = "sluice", ignoreUnknownFields = false)
record SluiceProperties(
    String catalog,
    Socket socket,
    Request request,
    Exchanges exchanges,
    Redis redis,
    Elasticsearch elasticsearch,
    Cache cache,
    Compressor compressor,
    Quotas quotas,
    Targets targets,
    Gateway gateway,
    Decisions decisions,
    Alerts alerts,
    Admin admin,
    Embedding embedding,
    Models models,
    Filters filters,
    String home) {

  /** APISIX gives up on a call after 60 s. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(55);

  /** That of reservations, which end when their exchange does. */
  private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);

  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

  private static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(1);

  private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

  private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(10);

  private static final DataSize LARGEST_POST = DataSize.ofGigabytes(1);

  private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(256);

  SluiceProperties {
    var problems = new Problems("configuration");
    socket.check(problems);
    request.check(problems);
    exchanges.check(problems);
    cache.check(problems);
    problems
        .require(
            cache.store() != CacheStore.REDIS || !redis.url().isEmpty(),
            "sluice.redis.url",
            "set where sluice.cache.store is redis",
            redis.url())
        .require(
            cache.store() != CacheStore.ELASTICSEARCH || !elasticsearch.url().isEmpty(),
            "sluice.elasticsearch.url",
            "set where sluice.cache.store is elasticsearch",
            elasticsearch.url());
    quotas.check(problems);
    targets.check(problems);
    gateway.check(problems);
    decisions.check(problems);
    alerts.check(problems);
    admin.check(problems);
    embedding.check(problems);
    compressor.classifier().check(problems);
    models.check(problems);
    problems.throwIfAny();
  }

  /**
   * The unix socket.
   *
   * @param path {@code unix:/path} or a path
   * @param mode octal; the owner can read and write
   * @param group empty: that of the process
   * @param confLifetime how long a route's plugins are kept after their last call
   */
  record Socket(String path, String mode, String group, int maxConnections, Duration confLifetime) {

    private void check(Problems problems) {
      problems
          .require(!path.isBlank(), "sluice.socket.path", "a file", path)
          // What YAML makes of an octal number without quotes never begins with 6 or 7.
          .require(
              mode.matches("[67][0-7]{2}"),
              "sluice.socket.mode",
              "three octal digits in quotes, the first 6 or 7",
              mode)
          .require(
              maxConnections >= 1, "sluice.socket.max-connections", "at least 1", maxConnections)
          .require(
              confLifetime.isPositive(), "sluice.socket.conf-lifetime", "positive", confLifetime);
    }

    Path file() {
      return Path.of(path.startsWith("unix:") ? path.substring("unix:".length()) : path);
    }
  }

  /**
   * The request phase.
   *
   * @param deadline of a call; an answer that is not there by then is a 503
   */
  record Request(Duration deadline) {

    private void check(Problems problems) {
      problems.require(
          deadline.isPositive() && deadline.compareTo(LONGEST_CALL) <= 0,
          "sluice.request.deadline",
          "over PT0S and at most " + LONGEST_CALL,
          deadline);
    }
  }

  /**
   * What comes of requests.
   *
   * @param token what {@code http-logger} shows; empty: its posts are refused
   * @param deadline after which an exchange without log entry ends
   * @param maxOpen memory for exchanges that wait for their log entry, roughly
   * @param maxPost the largest post
   */
  record Exchanges(String token, Duration deadline, DataSize maxOpen, DataSize maxPost) {

    private void check(Problems problems) {
      problems
          .require(
              deadline.compareTo(SHORTEST_LIFETIME) >= 0
                  && deadline.compareTo(LONGEST_LIFETIME) <= 0,
              "sluice.exchanges.deadline",
              "PT1S to PT24H",
              deadline)
          .require(maxOpen.toMegabytes() >= 1, "sluice.exchanges.max-open", "at least 1MB", maxOpen)
          .require(
              maxPost.toBytes() >= 1 && maxPost.compareTo(LARGEST_POST) <= 0,
              "sluice.exchanges.max-post",
              "over 0 and at most 1GB",
              maxPost);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Exchanges[deadline=%s, maxOpen=%s, maxPost=%s]".formatted(deadline, maxOpen, maxPost);
    }
  }

  /**
   * Budgets.
   *
   * @param file those that are written down; it is watched
   * @param store where those are kept that were set through the admin API, when no server does
   */
  record Quotas(String file, String store) {

    private void check(Problems problems) {
      problems
          .require(!file.isBlank(), "sluice.quotas.file", "a file", file)
          .require(!store.isBlank(), "sluice.quotas.store", "a file", store);
    }
  }

  /**
   * When targets leave the rotation.
   *
   * @param slowAfter a first byte that comes later is slow
   * @param slowShare the share of slow answers from which on a target is as good as gone
   * @param openFor how long nothing is sent then
   */
  record Targets(Duration slowAfter, double slowShare, Duration openFor) {

    private void check(Problems problems) {
      problems
          .require(slowAfter.isPositive(), "sluice.targets.slow-after", "positive", slowAfter)
          .require(
              slowShare > 0 && slowShare <= 1, "sluice.targets.slow-share", "in (0, 1]", slowShare)
          .require(
              openFor.compareTo(SHORTEST_OUTAGE) >= 0 && openFor.compareTo(LONGEST_OUTAGE) <= 0,
              "sluice.targets.open-for",
              SHORTEST_OUTAGE + " to " + LONGEST_OUTAGE,
              openFor);
    }
  }

  /**
   * The gateway, for requests that are sent to a target from here.
   *
   * @param url where its internal routes are
   * @param token sent to it; empty: none is
   * @param maxCalls how many may be under way
   * @param maxAnswer the longest answer
   */
  record Gateway(String url, String token, int maxCalls, DataSize maxAnswer) {

    private void check(Problems problems) {
      problems
          .require(
              url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?"),
              "sluice.gateway.url",
              "an http or https address",
              url)
          .require(maxCalls >= 1, "sluice.gateway.max-calls", "at least 1", maxCalls)
          .require(
              maxAnswer.toKilobytes() >= 1 && maxAnswer.compareTo(LARGEST_ANSWER) <= 0,
              "sluice.gateway.max-answer",
              "1KB to 256MB",
              maxAnswer);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Gateway[url=%s, maxCalls=%d, maxAnswer=%s]".formatted(url, maxCalls, maxAnswer);
    }
  }

  /**
   * What is remembered of where requests went.
   *
   * @param keepFor how long
   * @param maxSize of all that is remembered, roughly
   */
  record Decisions(Duration keepFor, DataSize maxSize) {

    private void check(Problems problems) {
      problems
          .require(keepFor.isPositive(), "sluice.decisions.keep-for", "positive", keepFor)
          .require(
              maxSize.toMegabytes() >= 1, "sluice.decisions.max-size", "at least 1MB", maxSize);
    }
  }

  /**
   * The admin API.
   *
   * @param tokens who is let in; none: nobody
   * @param auditFile gets a line for each change
   */
  record Admin(List<Token> tokens, String auditFile) {

    private void check(Problems problems) {
      problems.require(!auditFile.isBlank(), "sluice.admin.audit-file", "a file", auditFile);
      var names = new HashSet<String>();
      var digests = new HashSet<String>();
      for (int i = 0; i < tokens.size(); i++) {
        tokens.get(i).check(problems, "sluice.admin.tokens[" + i + "]", names, digests);
      }
    }

    List<AdminToken> known() {
      return tokens.stream().map(Token::known).toList();
    }
  }

  /**
   * One who is let in.
   *
   * @param sha256 of the token's value, in hexadecimal digits
   */
  record Token(
      @DefaultValue("") String name,
      @DefaultValue List<Role> roles,
      @DefaultValue("") String sha256) {

    private void check(Problems problems, String at, Set<String> names, Set<String> digests) {
      problems
          .requireToken(at + ".name", name)
          .require(names.add(name), at + ".name", "different from the others", name)
          .require(!roles.isEmpty(), at + ".roles", "at least one role", roles)
          .require(AdminToken.isDigest(sha256), at + ".sha256", "64 hexadecimal digits", length())
          .require(
              digests.add(sha256.toLowerCase(Locale.ROOT)),
              at + ".sha256",
              "different from the others",
              length());
    }

    /** What is said of the digest: it may be the token itself. */
    private String length() {
      return sha256.length() + " characters";
    }

    private AdminToken known() {
      return new AdminToken(name, Set.copyOf(roles), sha256);
    }

    /** Without the digest. */
    @Override
    public String toString() {
      return "Token[name=%s, roles=%s]".formatted(name, roles);
    }
  }

  /**
   * Redis, which several runners share; checked where it is used.
   *
   * @param url empty: what is counted stays in memory, what is set in a file
   */
  record Redis(String url, String keyPrefix, Duration timeout, int poolSize) {

    /** Without the url, which may hold a password. */
    @Override
    public String toString() {
      return "Redis[keyPrefix=%s, timeout=%s, poolSize=%d]".formatted(keyPrefix, timeout, poolSize);
    }
  }

  /**
   * Elasticsearch, which several runners share; checked where it is used.
   *
   * @param url empty: it is not used
   * @param caCertificate a file; empty: those that Java trusts
   * @param caFingerprint SHA-256 of the certificate, instead of it
   */
  record Elasticsearch(
      String url,
      String username,
      String password,
      String apiKey,
      String caCertificate,
      String caFingerprint,
      String indexPrefix) {

    /** Without the url and what is secret. */
    @Override
    public String toString() {
      return "Elasticsearch[indexPrefix=%s]".formatted(indexPrefix);
    }
  }

  /** Where answers can be kept. */
  enum CacheStore {
    AUTO,
    MEMORY,
    REDIS,
    ELASTICSEARCH
  }

  /** Where answers in Redis can be searched: in each runner's memory, or in Redis 8 itself. */
  enum RedisIndex {
    MEMORY,
    VECTOR_SET
  }

  /**
   * Where answers are kept.
   *
   * @param store {@code auto}: in the server that is configured, else in memory
   * @param redisIndex where answers in Redis are searched
   * @param timeout within which the store has answered; what takes longer is a miss
   * @param maxSize of what is kept, roughly
   * @param maxEntries how many answers are kept
   */
  record Cache(
      CacheStore store, RedisIndex redisIndex, Duration timeout, DataSize maxSize, int maxEntries) {

    private void check(Problems problems) {
      problems
          .require(
              timeout.toMillis() >= 5 && timeout.compareTo(LONGEST_LOOKUP) <= 0,
              "sluice.cache.timeout",
              "PT0.005S to " + LONGEST_LOOKUP,
              timeout)
          .require(maxSize.toMegabytes() >= 1, "sluice.cache.max-size", "at least 1MB", maxSize)
          .require(maxEntries >= 1, "sluice.cache.max-entries", "at least 1", maxEntries);
    }
  }

  /**
   * Whom alerts of budgets are told.
   *
   * @param webhook where they are posted; empty: nowhere
   * @param authorization the header sent with them; empty: none
   */
  record Alerts(String webhook, String authorization) {

    private void check(Problems problems) {
      problems.require(
          webhook.isEmpty() || webhook.matches("https?://[^\\s/]+\\S*"),
          "sluice.alerts.webhook",
          "an http or https address, or empty",
          webhook);
    }

    /** Without the header. */
    @Override
    public String toString() {
      return "Alerts[webhook=%s]".formatted(webhook);
    }
  }

  /**
   * The sentence model.
   *
   * @param threads inferences at the same time; 0: as many as there are processors
   * @param maxTokens what of a text is read, 8 to 512
   */
  record Embedding(int threads, int maxTokens) {

    private void check(Problems problems) {
      problems
          .require(threads >= 0, "sluice.embedding.threads", "0 or more", threads)
          .require(
              maxTokens >= 8 && maxTokens <= 512,
              "sluice.embedding.max-tokens",
              "in 8 to 512",
              maxTokens);
    }
  }

  /**
   * What the prompt compressor may use.
   *
   * @param classifier a model that was trained to compress prompts
   */
  record Compressor(Classifier classifier) {

    /**
     * A model and its tokenizer: both, or none.
     *
     * @param model an ONNX file; empty: there is none
     * @param tokenizer its {@code tokenizer.json} or {@code vocab.txt}
     */
    record Classifier(String model, String tokenizer) {

      boolean isThere() {
        return !model.isBlank();
      }

      private void check(Problems problems) {
        problems.require(
            model.isBlank() == tokenizer.isBlank(),
            "sluice.compressor.classifier.tokenizer",
            "a file if a model is named, and only then",
            tokenizer);
      }
    }
  }

  /**
   * Models of the router that routes name.
   *
   * @param dir where their files are; they are watched
   */
  record Models(String dir) {

    private void check(Problems problems) {
      problems.require(!dir.isBlank(), "sluice.models.dir", "a folder", dir);
    }
  }

  /**
   * Filters written for the published Java runner.
   *
   * @param packages where they are looked for
   */
  record Filters(List<String> packages) {}
}
