package io.sluice.router;

/** Learns what the router does, to be counted. Thread-safe; does not block. */
public interface RouterObserver {

  /** Which learns nothing. */
  RouterObserver NONE = new RouterObserver() {};

  /**
   * A request was routed.
   *
   * @param reason from a closed set
   * @param tier of the catalog
   */
  default void routed(String reason, String tier) {}

  /**
   * A request was refused.
   *
   * @param step which found that no target is left
   */
  default void refused(String step) {}

  /** A request took part in an experiment. */
  default void exposed(String experiment, String arm) {}

  /** A request did not go to the tier that it should have gone to, because that one is ill. */
  default void divertedFrom(String tier) {}

  /**
   * The dearest tier was denied.
   *
   * @param why from a closed set
   */
  default void denied(String why) {}

  /**
   * A phrase was found that pushes unrelated prompts to the dearest tier.
   *
   * @param digest tells it from others, and not what it says; from an open set
   * @param prompts how many of the route's last ones hold it
   */
  default void pushed(String route, String digest, long prompts) {}

  /** Another configuration would have decided. */
  default void shadowed(boolean differently) {}

  /**
   * A cheap answer was looked at.
   *
   * @param gate which refused it; {@code accepted} where none did
   */
  default void attempted(String gate) {}
}
