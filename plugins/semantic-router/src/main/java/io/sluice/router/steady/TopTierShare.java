package io.sluice.router.steady;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.exchange.Subject;
import java.util.BitSet;

/**
 * Holds each consumer's use of the dearest tier to a share of its last requests. Thread-safe.
 *
 * <p>A consumer's first requests may all go there, until they are the share of a whole window.
 */
public final class TopTierShare {

  private static final int MOST_CONSUMERS = 10_000;

  private final int window;
  private final int most;
  private final Cache<String, Recent> consumers =
      Caffeine.newBuilder().maximumSize(MOST_CONSUMERS).build();

  /**
   * @param share of a window, over 0, at most 1
   * @param window requests, at least 1
   */
  public TopTierShare(double share, int window) {
    this.window = window;
    this.most = (int) Math.floor(share * window + 1e-9);
  }

  /**
   * Counts a request.
   *
   * @param wanted whether it should go to the dearest tier
   * @return whether it may
   */
  public boolean allows(Subject subject, boolean wanted) {
    var key = subject.isAnonymous() ? "route " + subject.route() : "consumer " + subject.consumer();
    return consumers.get(key, any -> new Recent()).next(wanted);
  }

  private final class Recent {
    private final BitSet top = new BitSet(window);
    private int at;

    synchronized boolean next(boolean wanted) {
      top.clear(at);
      boolean allowed = wanted && top.cardinality() < most;
      top.set(at, allowed);
      at = (at + 1) % window;
      return allowed;
    }
  }
}
