package io.sluice.runner.chain;

/** Headers and variables as they are called on the wire. */
final class WireNames {

  /** Every header of this prefix is ours: a client's own never gets through. */
  static final String OURS = "x-ai-";

  /** What APISIX sets of an authenticated consumer; a client's own is only believed from there. */
  static final String CONSUMER = "x-consumer-";

  static final String REQUEST_ID = "X-AI-Request-Id";
  static final String TARGET = "X-AI-Target";
  static final String TIER = "X-AI-Tier";
  static final String DECISION = "X-AI-Decision";

  static final String CONSUMER_NAME = "consumer_name";
  static final String CONSUMER_GROUP = "consumer_group_id";
  static final String ROUTE_ID = "route_id";

  private WireNames() {}
}
