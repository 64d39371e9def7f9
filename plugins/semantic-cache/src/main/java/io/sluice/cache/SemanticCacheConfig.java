package io.sluice.cache;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A route's {@code ai-semantic-cache} as written.
 *
 * @param scope who may get whose answers
 * @param group those who share; there if {@code scope} is {@link Scope#GROUP}
 * @param cache a name under which routes share answers; empty: the route keeps its own
 * @param endUsers whether requests of different end users, as the client names them, may share
 * @param vary names of request headers, besides those that are known to, whose values set requests
 *     apart
 * @param semantic whether near questions are looked for, or equal requests alone
 * @param similarityThreshold least score of a hit for a first question, in (0, 1]
 * @param followUpThreshold the same for a question after an answer, in (0, 1]
 * @param context how earlier turns are compared
 * @param ttl how long an answer is fresh, 1 s to 365 days
 * @param ttlJitter the part of {@code ttl} by which it is shortened at random, in [0, 0.5]
 * @param staleWhileRevalidate how long after that it is served while it is asked anew
 * @param maxTemperature of the sampling of what is cached, in [0, 2]
 * @param tools whether requests that offer the model functions are cached
 * @param maxAnswerBytes of the provider's response, at least 1
 * @param stampedeWait how long a request waits for the answer to an equal one on its way
 * @param shadow whether nothing is served, and what would have been is told
 * @param clientDelete whether a client may delete what it was answered with
 */
record SemanticCacheConfig(
    Scope scope,
    Optional<Group> group,
    String cache,
    EndUsers endUsers,
    List<String> vary,
    boolean semantic,
    double similarityThreshold,
    double followUpThreshold,
    Context context,
    Duration ttl,
    double ttlJitter,
    Duration staleWhileRevalidate,
    double maxTemperature,
    boolean tools,
    long maxAnswerBytes,
    Duration stampedeWait,
    boolean shadow,
    boolean clientDelete) {

  /** How earlier turns are compared. */
  enum Context {
    /** They are the same. */
    EXACT,
    /** The answers are the same, and the user's turns mean the same. */
    SIMILAR
  }

  /** Whether requests of different end users may share answers. */
  enum EndUsers {
    SEPARATE,
    SHARED
  }

  /** Where {@code similarity_threshold} has its figures: see the module's README. */
  static final double SIMILARITY_THRESHOLD = 0.9;

  static final double FOLLOW_UP_THRESHOLD = 0.775;

  private static final Duration LONGEST = Duration.ofDays(365);

  /** APISIX's own logger cuts a response at what the route sets, 4 MiB as shipped. */
  private static final long MAX_ANSWER_BYTES = 262_144;

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private static final Map<String, Scope> SCOPES = Settings.words(Scope.class);

  private static final Map<String, Context> CONTEXTS = Settings.words(Context.class);

  private static final Map<String, EndUsers> END_USERS = Settings.words(EndUsers.class);

  private static final String IN_0_1 = "in (0, 1]";

  SemanticCacheConfig {
    vary = List.copyOf(vary);
    var problems = new Problems(SemanticCache.NAME);
    for (int i = 0; i < vary.size(); i++) {
      problems.require(
          HEADER_NAME.matcher(vary.get(i)).matches(),
          "vary[" + i + "]",
          "a header's name",
          vary.get(i));
    }
    if (!cache.isEmpty()) {
      problems.requireToken("cache", cache);
    }
    problems
        .require(
            isThreshold(similarityThreshold), "similarity_threshold", IN_0_1, similarityThreshold)
        .require(isThreshold(followUpThreshold), "follow_up_threshold", IN_0_1, followUpThreshold)
        .require(ttl.isPositive() && ttl.compareTo(LONGEST) <= 0, "ttl", "1s to 365d", shown(ttl))
        .require(ttlJitter >= 0 && ttlJitter <= 0.5, "ttl_jitter", "in [0, 0.5]", ttlJitter)
        .require(
            staleWhileRevalidate.compareTo(LONGEST) <= 0,
            "stale_while_revalidate",
            "at most 365d",
            shown(staleWhileRevalidate))
        .require(
            maxTemperature >= 0 && maxTemperature <= 2,
            "max_temperature",
            "in [0, 2]",
            maxTemperature)
        .require(maxAnswerBytes >= 1, "max_answer_bytes", "at least 1", maxAnswerBytes)
        .require(
            stampedeWait.compareTo(Duration.ofSeconds(30)) <= 0,
            "stampede_wait",
            "at most 30s",
            shown(stampedeWait))
        .throwIfAny();
  }

  static SemanticCacheConfig read(Settings settings) {
    var scope = settings.choice("scope", SCOPES, Scope.CONSUMER);
    boolean grouped = settings.has("group");
    settings.require(
        grouped == (scope == Scope.GROUP),
        "group",
        "there if scope is group, and only then",
        grouped ? "there" : "absent");
    return new SemanticCacheConfig(
        scope,
        grouped ? Optional.of(settings.section("group", Group::read)) : Optional.empty(),
        settings.text("cache", ""),
        settings.choice("end_users", END_USERS, EndUsers.SEPARATE),
        settings.texts("vary"),
        settings.flag("semantic", true),
        settings.number("similarity_threshold", SIMILARITY_THRESHOLD),
        settings.number("follow_up_threshold", FOLLOW_UP_THRESHOLD),
        settings.choice("context", CONTEXTS, Context.EXACT),
        settings.duration("ttl", Duration.ofHours(1)),
        settings.number("ttl_jitter", 0.1),
        settings.duration("stale_while_revalidate", Duration.ZERO),
        settings.number("max_temperature", 1),
        settings.flag("tools", false),
        settings.whole("max_answer_bytes", MAX_ANSWER_BYTES),
        settings.duration("stampede_wait", Duration.ofSeconds(3)),
        settings.flag("shadow", false),
        settings.flag("client_delete", false));
  }

  /** Returns what the cache of a request is called: the shared one, or the route. */
  String cacheOf(Subject subject) {
    return cache.isEmpty() ? subject.route() : cache;
  }

  private static boolean isThreshold(double threshold) {
    return threshold > 0 && threshold <= 1;
  }

  private static String shown(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
