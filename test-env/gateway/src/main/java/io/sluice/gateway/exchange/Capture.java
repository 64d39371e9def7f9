package io.sluice.gateway.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A copy of the first bytes of a response body. */
public final class Capture {

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** Keeps what fits under the limit, which may be a part of the chunk. */
  public void addUpTo(long limit, ByteBuffer chunk) {
    var room = (int) Math.min(chunk.remaining(), Math.max(0, limit - kept.size()));
    append(chunk.slice(chunk.position(), room));
  }

  public void append(ByteBuffer chunk) {
    var bytes = new byte[chunk.remaining()];
    chunk.duplicate().get(bytes);
    kept.writeBytes(bytes);
  }

  public int size() {
    return kept.size();
  }

  public byte[] bytes() {
    return kept.toByteArray();
  }
}
