package io.sluice.exchange;

/**
 * Who asks, as APISIX authenticated it: never what a client says of itself.
 *
 * @param consumer the APISIX consumer, empty when the route does not authenticate
 * @param department the consumer's group, empty when it has none
 * @param route the APISIX route
 */
public record Subject(String consumer, String department, String route) {

  /** Returns whether APISIX named no consumer. */
  public boolean isAnonymous() {
    return consumer.isEmpty();
  }
}
