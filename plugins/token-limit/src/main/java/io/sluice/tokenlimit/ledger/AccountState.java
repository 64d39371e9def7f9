package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.util.ArrayDeque;

/** What counts in one account. One thread at a time, and time never goes back. */
final class AccountState {

  /** What was reserved or spent in one slot. */
  static final class Slot {
    private final long start;
    private long counted;
    private long held;

    private Slot(long start) {
      this.start = start;
    }
  }

  private final Window window;

  /** Oldest first. Those of the window before are kept only where a burst asks for them. */
  private final ArrayDeque<Slot> live = new ArrayDeque<>();

  private final ArrayDeque<Slot> previous = new ArrayDeque<>();
  private Slots slots;
  private boolean hasBurst;
  private long counted;
  private long held;

  AccountState(Window window, long now) {
    this.window = window;
    this.slots = Slots.of(window, now);
  }

  /** Lets go of what no longer counts. */
  void advance(long now) {
    if (now < slots.next()) {
      return;
    }
    slots = Slots.of(window, now);
    while (!live.isEmpty() && live.getFirst().start < slots.live()) {
      var slot = live.removeFirst();
      counted -= slot.counted;
      held -= slot.held;
      if (hasBurst) {
        previous.addLast(slot);
      }
    }
    while (!previous.isEmpty() && previous.getFirst().start < slots.previous()) {
      previous.removeFirst();
    }
  }

  /** Returns whether nothing counts, now or in what a burst looks at. */
  boolean isEmpty() {
    return live.isEmpty() && previous.isEmpty();
  }

  long allowed(Account account) {
    if (account.burst() == 0) {
      return account.limit();
    }
    hasBurst = true;
    long before = previous.stream().mapToLong(slot -> slot.counted).sum();
    return account.limit() + Math.min(account.burst(), Math.max(0, account.limit() - before));
  }

  boolean hasRoom(Account account, long amount) {
    return amount == 0 || counted + amount <= allowed(account);
  }

  /** Counts an amount now. */
  Slot count(long amount) {
    var slot = live.peekLast();
    if (slot == null || slot.start != slots.current()) {
      slot = new Slot(slots.current());
      live.addLast(slot);
    }
    slot.counted += amount;
    counted += amount;
    return slot;
  }

  /** Counts an amount now and holds it. */
  Slot hold(long amount) {
    var slot = count(amount);
    slot.held += amount;
    held += amount;
    return slot;
  }

  /** No longer holds an amount, which stays counted. */
  void release(Slot slot, long amount) {
    slot.held -= amount;
    if (slot.start >= slots.live()) {
      held -= amount;
    }
  }

  /** Counts an amount no more that was counted in a slot. */
  void giveBack(Slot slot, long amount) {
    slot.counted -= amount;
    if (slot.start >= slots.live()) {
      counted -= amount;
    }
  }

  Standing standing(Account account, long now) {
    return new Standing(account, allowed(account), counted - held, held, resetsIn(now));
  }

  private Duration resetsIn(long now) {
    for (var newest = live.descendingIterator(); newest.hasNext(); ) {
      var slot = newest.next();
      if (slot.counted > 0) {
        return Duration.ofMillis(slot.start + slots.lifetime() - now);
      }
    }
    return Duration.ZERO;
  }

  /** Returns the time until an amount has room that has none now. */
  Duration retryIn(Account account, long amount, long now) {
    long toFree = counted + amount - allowed(account);
    for (var slot : live) {
      toFree -= slot.counted;
      if (toFree <= 0) {
        return Duration.ofMillis(slot.start + slots.lifetime() - now);
      }
    }
    return resetsIn(now);
  }
}
