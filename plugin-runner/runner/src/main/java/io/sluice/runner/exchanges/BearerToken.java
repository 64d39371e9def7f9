package io.sluice.runner.exchanges;

import io.sluice.exchange.Sha256;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/** A secret that callers show in their Authorization header; only its digest is kept. */
public final class BearerToken {

  private static final String SCHEME = "bearer ";

  private final byte[] digest;
  private final boolean set;

  /**
   * @param token blank: nobody is let in
   */
  public BearerToken(String token) {
    // As it is read from a header.
    this.digest = sha256(token.strip());
    this.set = !token.isBlank();
  }

  /** Returns whether a header carries the token; takes as long for a wrong one as for the right. */
  public boolean matches(String authorization) {
    return set
        && digest(authorization).filter(shown -> MessageDigest.isEqual(digest, shown)).isPresent();
  }

  /** Returns the SHA-256 of the token that a header carries; empty when it carries none. */
  public static Optional<byte[]> digest(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? Optional.of(sha256(authorization.substring(SCHEME.length()).strip()))
        : Optional.empty();
  }

  /** Says nothing. */
  @Override
  public String toString() {
    return "BearerToken[…]";
  }

  /** Returns the SHA-256 of a token. */
  public static byte[] sha256(String text) {
    return Sha256.of(text);
  }
}
