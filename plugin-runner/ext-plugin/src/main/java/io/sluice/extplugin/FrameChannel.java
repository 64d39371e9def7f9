package io.sluice.extplugin;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Arrays;

/** Frames over a channel: 1 byte type, 3 bytes length, payload. One thread at a time. */
final class FrameChannel {

  private static final int HEADER_BYTES = 4;

  /** What one read or write moves at most: the JDK copies it through a buffer that it keeps. */
  private static final int SLICE_BYTES = 64 * 1024;

  private final ByteChannel channel;
  private final int maxFrameBytes;
  private final LargeFrames large;
  private final Duration patience;
  private final ByteBuffer in = ByteBuffer.allocate(8 * 1024).limit(0);
  private int room;

  /**
   * @param patience for room among the large frames
   */
  FrameChannel(ByteChannel channel, int maxFrameBytes, LargeFrames large, Duration patience) {
    this.channel = channel;
    this.maxFrameBytes = maxFrameBytes;
    this.large = large;
    this.patience = patience;
  }

  /** Gives back the room that the frames read so far took: nobody holds them any more. */
  void forget() {
    large.leave(room);
    room = 0;
  }

  /** Waits for a frame's first byte; false when the peer hung up instead. */
  boolean await() throws IOException {
    return fill(1);
  }

  /**
   * Reads a frame.
   *
   * @throws EOFException if the peer hangs up before its end
   */
  Frame read() throws IOException, MalformedFrameException, InterruptedException {
    if (!fill(HEADER_BYTES)) {
      throw new EOFException("the peer hung up where a frame was due");
    }
    int header = in.getInt();
    int type = header >>> 24;
    int length = header & ExtPluginConfig.MAX_FRAME_BYTES;
    if (length > maxFrameBytes) {
      throw new MalformedFrameException(
          "a frame must have at most %d bytes, but had %d".formatted(maxFrameBytes, length));
    }
    room += large.enter(length, patience);
    return new Frame(type, ByteBuffer.wrap(payload(length)).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Sends frames in one go; what they hold is consumed. */
  void write(Frame... frames) throws IOException {
    int total = 0;
    for (var frame : frames) {
      total += HEADER_BYTES + frame.payload().remaining();
    }
    var out = ByteBuffer.allocate(Math.min(total, SLICE_BYTES));
    for (var frame : frames) {
      flushUnless(out.remaining() >= HEADER_BYTES, out);
      out.putInt(frame.type() << 24 | frame.payload().remaining());
      var payload = frame.payload();
      while (payload.hasRemaining()) {
        flushUnless(out.hasRemaining(), out);
        int part = Math.min(out.remaining(), payload.remaining());
        out.put(payload.slice().limit(part));
        payload.position(payload.position() + part);
      }
    }
    flush(out);
  }

  /** Makes sure of some bytes in the buffer; false if the peer hung up before the first of them. */
  private boolean fill(int bytes) throws IOException {
    while (in.remaining() < bytes) {
      in.compact();
      int got = channel.read(in);
      in.flip();
      if (got < 0) {
        if (in.hasRemaining()) {
          throw new EOFException("the peer hung up within a frame");
        }
        return false;
      }
    }
    return true;
  }

  /** Reads a payload into an array that grows as the bytes come: a length alone costs nothing. */
  private byte[] payload(int length) throws IOException {
    var payload = new byte[Math.min(length, SLICE_BYTES)];
    int filled = Math.min(length, in.remaining());
    in.get(payload, 0, filled);
    while (filled < length) {
      if (filled == payload.length) {
        payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * payload.length));
      }
      int part = Math.min(payload.length - filled, SLICE_BYTES);
      int got = channel.read(ByteBuffer.wrap(payload, filled, part));
      if (got < 0) {
        throw new EOFException("the peer hung up within a frame");
      }
      filled += got;
    }
    return payload;
  }

  private void flushUnless(boolean room, ByteBuffer out) throws IOException {
    if (!room) {
      flush(out);
    }
  }

  private void flush(ByteBuffer out) throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }
}
