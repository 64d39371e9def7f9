package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.Window;
import java.time.Instant;

/**
 * Which slots of an account matter at a moment, all in milliseconds since 1970.
 *
 * @param current where the slot of now begins
 * @param next where the slot after that begins
 * @param live where the first slot begins that counts now
 * @param previous where the first slot begins of the window before
 * @param lifetime from the beginning of a slot until it counts no more
 */
record Slots(long current, long next, long live, long previous, long lifetime) {

  static Slots of(Window window, long now) {
    return switch (window) {
      case Window.Sliding sliding -> {
        long width = sliding.slotMillis();
        long current = now - Math.floorMod(now, width);
        long length = Window.Sliding.SLOTS * width;
        yield new Slots(
            current,
            current + width,
            current - length,
            current - 2 * length - width,
            length + width);
      }
      case Window.Calendar calendar -> {
        var moment = Instant.ofEpochMilli(now);
        var first = calendar.start(moment);
        long start = first.toEpochMilli();
        long end = calendar.end(moment).toEpochMilli();
        long before = calendar.start(first.minusMillis(1)).toEpochMilli();
        yield new Slots(start, end, start, before, end - start);
      }
    };
  }
}
