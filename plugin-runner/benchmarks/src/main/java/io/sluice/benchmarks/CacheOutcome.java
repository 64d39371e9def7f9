package io.sluice.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What became of one question.
 *
 * @param answerable whether the right answer is in the cache
 * @param right whether it was the right answer that was hit
 */
record CacheOutcome(String id, String kind, boolean answerable, boolean hit, boolean right) {

  boolean wrong() {
    return hit && !right;
  }

  /** Returns 0 or 1: the half that rules were written on, and the half that was not looked at. */
  int half() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(id.getBytes(StandardCharsets.UTF_8))[0] & 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
