package io.sluice.runner.chain;

/** Headers and variables as they are called on the wire. */
final class WireNames {

  /** Every header of this prefix is ours: a client's own never gets through. */
  private static final String OURS = "x-ai-";

  /** What APISIX sets of an authenticated consumer; a client's own is only believed from there. */
  private static final String CONSUMER = "x-consumer-";

  static final String REQUEST_ID = "X-AI-Request-Id";
  static final String TARGET = "X-AI-Target";
  static final String TIER = "X-AI-Tier";
  static final String DECISION = "X-AI-Decision";

  static final String CONSUMER_NAME = "consumer_name";
  static final String CONSUMER_GROUP = "consumer_group_id";
  static final String ROUTE_ID = "route_id";

  private WireNames() {}

  /**
   * Returns whether a client can't be allowed to set a header.
   *
   * @param name in lower case. An underscore is as good as a hyphen to whoever looks at nginx's
   *     {@code $http_x_ai_target}
   * @param anonymous whether APISIX named no consumer
   */
  static boolean isReserved(String name, boolean anonymous) {
    var hyphens = name.replace('_', '-');
    return hyphens.startsWith(OURS)
        || (hyphens.startsWith(CONSUMER) && (anonymous || !name.startsWith(CONSUMER)));
  }
}
