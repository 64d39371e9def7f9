package io.sluice.extplugin;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The room that large frames share: a body of 16 MiB takes about six times as much until its call
 * is answered, and a burst of them must not end the process. Thread-safe and fair.
 */
final class LargeFrames {

  /** Smaller frames do not ask. */
  static final int LARGE_BYTES = 1 << 20;

  private static final int KIBIBYTE = 1024;

  private final Semaphore kibibytes;

  /**
   * @param bytes of large frames at the same time; at least one of any size is let in
   */
  LargeFrames(long bytes) {
    long enough = Math.max(bytes, ExtPluginConfig.MAX_FRAME_BYTES + 1L);
    this.kibibytes = new Semaphore((int) Math.min(enough / KIBIBYTE, Integer.MAX_VALUE), true);
  }

  /** As much as this process's heap can bear. */
  static LargeFrames ofThisHeap() {
    return new LargeFrames(Runtime.getRuntime().maxMemory() / 8);
  }

  /**
   * Waits for room.
   *
   * @return what to give back with {@link #leave}; 0 for a frame that is not large
   * @throws IOException if there is none in time
   */
  int enter(int bytes, Duration patience) throws IOException, InterruptedException {
    if (bytes < LARGE_BYTES) {
      return 0;
    }
    int room = bytes / KIBIBYTE;
    if (!kibibytes.tryAcquire(room, patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException("no room for a frame of %d bytes in %s".formatted(bytes, patience));
    }
    return room;
  }

  void leave(int room) {
    kibibytes.release(room);
  }
}
