package io.sluice.runner.admin;

import io.sluice.runner.exchanges.BearerToken;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The tokens that the admin API knows. */
public final class AdminTokens {

  private final List<AdminToken> tokens;

  public AdminTokens(List<AdminToken> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** Returns whether nobody is let in. */
  public boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** Returns whose token a header carries; takes as long whichever it is, and for a wrong one. */
  Optional<AdminToken> holder(String authorization) {
    return BearerToken.digest(authorization).flatMap(this::byDigest);
  }

  private Optional<AdminToken> byDigest(byte[] shown) {
    Optional<AdminToken> found = Optional.empty();
    for (var token : tokens) {
      if (MessageDigest.isEqual(token.digest(), shown)) {
        found = Optional.of(token);
      }
    }
    return found;
  }
}
