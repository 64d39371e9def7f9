package io.sluice.runner.admin;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token that the admin API knows, without its value.
 *
 * @param name whose it is, as the audit trail has it
 * @param sha256 64 hexadecimal digits
 */
public record AdminToken(String name, Set<Role> roles, String sha256) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  public AdminToken {
    roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
  }

  /** Returns whether a text looks like a digest, which a token's value does not. */
  public static boolean isDigest(String text) {
    return SHA256.matcher(text).matches();
  }

  byte[] digest() {
    return HexFormat.of().parseHex(sha256);
  }

  /** Without the digest. */
  @Override
  public String toString() {
    return "AdminToken[name=%s, roles=%s]".formatted(name, roles);
  }
}
