package io.sluice.extplugin.sdk;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A client's address as text. */
final class SourceAddress {

  private static final int GROUPS = 8;

  /** How an IPv4 address begins that came over an IPv6 socket. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private SourceAddress() {}

  /**
   * Writes an address: 16 bytes as IPv6, in the short form that nginx uses, and any other number
   * with dots, as the SDK does.
   *
   * @return null where there is none, as in the SDK
   */
  static @Nullable String text(byte[] address) {
    if (address.length == 0) {
      return null;
    }
    return address.length == 2 * GROUPS ? ipv6(address) : dotted(address, 0);
  }

  private static String dotted(byte[] address, int from) {
    return IntStream.range(from, address.length)
        .mapToObj(i -> Integer.toString(address[i] & 0xff))
        .collect(Collectors.joining("."));
  }

  private static String ipv6(byte[] address) {
    if (Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
      return "::ffff:" + dotted(address, MAPPED.length);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
    }
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = 0;
      while (i + zeros < GROUPS && groups[i + zeros] == 0) {
        zeros++;
      }
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    // One zero alone is not shortened: RFC 5952.
    return length < 2
        ? hex(groups, 0, GROUPS)
        : hex(groups, 0, start) + "::" + hex(groups, start + length, GROUPS);
  }

  private static String hex(int[] groups, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toHexString(groups[i]))
        .collect(Collectors.joining(":"));
  }
}
