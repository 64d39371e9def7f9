package io.sluice.exchange.replay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. */
final class Sha256 {

  private Sha256() {}

  /** Returns the 32 bytes of the digest. */
  static byte[] of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static byte[] of(byte[] bytes, int from, int length) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
