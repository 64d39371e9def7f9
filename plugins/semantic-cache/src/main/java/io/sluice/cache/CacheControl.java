package io.sluice.cache;

import io.sluice.exchange.Headers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client says in {@code Cache-Control} (RFC 9111): it can tighten, never widen. Directives
 * that would widen, and unknown ones, are passed over.
 *
 * @param noStore the exchange is neither answered from the cache nor kept
 * @param noCache it is not answered from the cache, and kept
 * @param maxAge the oldest answer it may get
 */
record CacheControl(boolean noStore, boolean noCache, Optional<Duration> maxAge) {

  private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?(\\d{1,9})\\d*\"?");

  static CacheControl of(Headers headers) {
    boolean noStore = false;
    boolean noCache = false;
    Optional<Duration> maxAge = Optional.empty();
    for (var value : headers.all("Cache-Control")) {
      for (var directive : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        var name = directive.strip();
        noStore |= name.equals("no-store");
        noCache |= name.equals("no-cache") || name.startsWith("no-cache=");
        maxAge = tightest(maxAge, name);
      }
    }
    return new CacheControl(noStore, noCache, maxAge);
  }

  private static Optional<Duration> tightest(Optional<Duration> known, String directive) {
    var written = MAX_AGE.matcher(directive);
    if (!written.matches()) {
      return known;
    }
    var age = Duration.ofSeconds(Long.parseLong(written.group(1)));
    return Optional.of(known.filter(other -> other.compareTo(age) < 0).orElse(age));
  }
}
