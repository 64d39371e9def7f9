package io.sluice.exchange.routing;

import java.util.Set;

/**
 * Which targets an exchange may go to, kept with the exchange: what a policy forbids or the request
 * is too much for is not among them, and no plugin sends it there.
 *
 * @param targets names of the catalog's
 */
public record Eligible(Set<String> targets) {
  public Eligible {
    targets = Set.copyOf(targets);
  }
}
