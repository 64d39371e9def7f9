package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.router.cascade.GatesConfig;
import java.time.Duration;

/**
 * Whether requests are tried on a cheaper tier first.
 *
 * @param tier the cheaper one
 * @param path of the gateway's internal route, which reaches the targets of that tier
 * @param timeout of the cheap answer, whole: what a request may wait in vain
 * @param gates how good the cheap answer must be
 */
record CascadeConfig(String tier, String path, Duration timeout, GatesConfig gates) {

  private static final String PATH = "/internal/chat/completions";

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** APISIX gives up after 60 s, and the request phase needs some of them. */
  private static final Duration LONGEST = Duration.ofSeconds(40);

  CascadeConfig {
    new Problems("cascade")
        .require(
            path.startsWith("/") && !path.startsWith("//"), "path", "a path of the gateway", path)
        .require(
            timeout.isPositive() && timeout.compareTo(LONGEST) <= 0,
            "timeout",
            "over 0s and at most 40s",
            timeout)
        .throwIfAny();
  }

  static CascadeConfig read(Settings settings, Catalog catalog) {
    return new CascadeConfig(
        Tiers.read(settings, "tier", catalog),
        settings.text("path", PATH),
        settings.duration("timeout", TIMEOUT),
        settings.has("gates") ? settings.section("gates", GatesConfig::read) : GatesConfig.usual());
  }
}
