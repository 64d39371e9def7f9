package io.sluice.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The first half of SHA-256 over texts, each with its length, so that none runs into the next. */
final class Digest {

  private static final int BYTES = 16;

  private final MessageDigest sha = sha();

  Digest add(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
    return this;
  }

  Digest addAll(List<String> texts) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(texts.size()).array());
    texts.forEach(this::add);
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
