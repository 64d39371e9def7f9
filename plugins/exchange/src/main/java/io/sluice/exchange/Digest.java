package io.sluice.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over texts, each with its length, so that none runs into the next. One thread. */
public final class Digest {

  private static final int HEX_BYTES = 16;

  private final MessageDigest sha = Sha256.begin();

  /** Adds a text. */
  public Digest add(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
    return this;
  }

  /** Adds texts, with how many they are. */
  public Digest addAll(List<String> texts) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(texts.size()).array());
    texts.forEach(this::add);
    return this;
  }

  /** Ends with the 32 bytes of the digest. */
  public byte[] bytes() {
    return sha.digest();
  }

  /** Ends with the first half of the digest, in hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes(), 0, HEX_BYTES);
  }
}
