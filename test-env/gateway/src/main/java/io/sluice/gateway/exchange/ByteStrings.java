package io.sluice.gateway.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Strings that hold one byte in each character.
 *
 * <p>nginx treats header values, arguments and paths as bytes of no known encoding; kept like this
 * they survive unchanged from the client to the runner, the upstream and the log.
 */
public final class ByteStrings {

  private ByteStrings() {}

  public static String ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static String of(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
  }

  public static byte[] bytes(String byteString) {
    return byteString.getBytes(StandardCharsets.ISO_8859_1);
  }
}
