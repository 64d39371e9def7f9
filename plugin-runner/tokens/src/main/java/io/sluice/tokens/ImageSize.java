package io.sluice.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Width and height of an image in pixels, read from its first bytes.
 *
 * @param width 0 if not known
 * @param height 0 if not known
 */
record ImageSize(int width, int height) {

  static final ImageSize UNKNOWN = new ImageSize(0, 0);

  /** Base64 characters that are looked at: a JPEG's size stands behind its metadata. */
  private static final int LOOKED_AT = 256 * 1024;

  boolean isKnown() {
    return width > 0 && height > 0;
  }

  /** Reads a {@code data:} URL; any other has no known size. */
  static ImageSize ofUrl(String url) {
    int comma = url.indexOf(',');
    return url.startsWith("data:") && comma > 0 ? ofBase64(url.substring(comma + 1)) : UNKNOWN;
  }

  /** Reads PNG, JPEG, GIF and WebP. */
  static ImageSize ofBase64(String base64) {
    try {
      var head = base64.substring(0, Math.min(base64.length(), LOOKED_AT));
      return of(Base64.getMimeDecoder().decode(head.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // Not Base64, or an image that ends too early.
      return UNKNOWN;
    }
  }

  static ImageSize of(byte[] image) {
    if (startsWith(image, 0, "\u0089PNG")) {
      return new ImageSize(bigEndian(image, 16, 4), bigEndian(image, 20, 4));
    }
    if (startsWith(image, 0, "GIF8")) {
      return new ImageSize(littleEndian(image, 6, 2), littleEndian(image, 8, 2));
    }
    if (startsWith(image, 0, "RIFF") && startsWith(image, 8, "WEBP")) {
      return webp(image);
    }
    return startsWith(image, 0, "\u00ff\u00d8") ? jpeg(image) : UNKNOWN;
  }

  private static ImageSize webp(byte[] image) {
    if (startsWith(image, 12, "VP8X")) {
      return new ImageSize(1 + littleEndian(image, 24, 3), 1 + littleEndian(image, 27, 3));
    }
    if (startsWith(image, 12, "VP8L")) {
      int bits = littleEndian(image, 21, 4);
      return new ImageSize(1 + (bits & 0x3FFF), 1 + ((bits >>> 14) & 0x3FFF));
    }
    return new ImageSize(littleEndian(image, 26, 2) & 0x3FFF, littleEndian(image, 28, 2) & 0x3FFF);
  }

  /** Goes from segment to segment, to the one that begins a frame. */
  private static ImageSize jpeg(byte[] image) {
    int at = 2;
    while (at + 9 < image.length && (image[at] & 0xFF) == 0xFF) {
      int marker = image[at + 1] & 0xFF;
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        return new ImageSize(bigEndian(image, at + 7, 2), bigEndian(image, at + 5, 2));
      }
      at += marker == 0xFF ? 1 : 2 + bigEndian(image, at + 2, 2);
    }
    return UNKNOWN;
  }

  private static boolean startsWith(byte[] image, int at, String mark) {
    if (image.length < at + mark.length()) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      if ((image[at + i] & 0xFF) != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int bigEndian(byte[] image, int at, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (image[at + i] & 0xFF);
    }
    return value;
  }

  private static int littleEndian(byte[] image, int at, int bytes) {
    int value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = (value << 8) | (image[at + i] & 0xFF);
    }
    return value;
  }
}
