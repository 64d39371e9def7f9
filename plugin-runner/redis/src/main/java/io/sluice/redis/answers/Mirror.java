package io.sluice.redis.answers;

import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.vectors.EntryIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this runner knows of the entries in Redis: their heads, and how far it has followed the
 * stream that tells of changes. Thread-safe; one thread follows.
 *
 * <p>The stream names entries, and the follower reads how they are by then. So it does not matter
 * how often or in which order changes are applied, but for our own writes, which are applied at
 * once: what was read before them must not undo them.
 */
final class Mirror {

  private final EntryIndex index;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  /** Our own changes that the follower has not come to. */
  private final Map<EntryId, MessageId> own = new HashMap<>();

  /** Entries to be read again. */
  private final Set<EntryId> doubtful = new HashSet<>();

  /** The last message whose entries are being applied, and the last whose entries are. */
  private Message read = Message.NONE;

  private Message applied = Message.NONE;

  /** While everything is read anew: what was there. */
  private @Nullable Set<EntryId> seen = new HashSet<>();

  Mirror(EntryIndex index) {
    this.index = index;
  }

  /** Applies our own put. */
  void wrote(MessageId told, EntryHead head) {
    lock.lock();
    try {
      own(told, head.id());
      put(head);
      if (seen != null) {
        seen.add(head.id());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Most of what is read is known; an entry that is replaced is not found for a moment. */
  private void put(EntryHead head) {
    if (!index.get(head.id()).equals(Optional.of(head))) {
      index.put(head);
    }
  }

  /** Applies our own delete. */
  void deleted(MessageId told, List<EntryId> ids) {
    lock.lock();
    try {
      for (var id : ids) {
        own(told, id);
        index.remove(id);
      }
    } finally {
      lock.unlock();
    }
  }

  private void own(MessageId told, EntryId id) {
    if (told.isAfter(read.id())) {
      own.put(id, told);
    } else {
      // The follower was faster, and may know of a later change.
      doubtful.add(id);
    }
  }

  /** Returns the last message whose entries are applied. */
  Message applied() {
    lock.lock();
    try {
      return applied;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets an entry that Redis does not have.
   *
   * @param before what {@link #applied} was when Redis was asked: if anything came since, the entry
   *     may be back
   */
  void gone(EntryId id, Message before) {
    lock.lock();
    try {
      if (read.equals(before) && !own.containsKey(id)) {
        index.remove(id);
      } else {
        doubtful.add(id);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins to read everything anew, after that message. */
  void restart(Message from) {
    lock.lock();
    try {
      own.clear();
      read = from;
      applied = from;
      seen = new HashSet<>();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins to apply messages. What is read of entries from here on is not older than they are.
   *
   * @param last of them
   */
  void reading(Message last) {
    lock.lock();
    try {
      read = last;
      own.values().removeIf(told -> !told.isAfter(last.id()));
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether an entry is as this message says, because we wrote it. */
  boolean isOwn(EntryId id, MessageId told) {
    lock.lock();
    try {
      return told.equals(own.get(id));
    } finally {
      lock.unlock();
    }
  }

  /** Doubts our own changes that the follower has not come to: the server may have lost them. */
  void doubtOwn() {
    lock.lock();
    try {
      doubtful.addAll(own.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Returns the entries to be read again, once; what is read of them counts, ours or not. */
  List<EntryId> doubtful() {
    lock.lock();
    try {
      var ids = List.copyOf(doubtful);
      doubtful.clear();
      own.keySet().removeAll(ids);
      return ids;
    } finally {
      lock.unlock();
    }
  }

  /** Applies what was read of an entry after the last {@link #reading} or {@link #restart}. */
  void apply(EntryId id, Optional<EntryHead> head) {
    lock.lock();
    try {
      if (head.isPresent() && seen != null) {
        seen.add(id);
      }
      if (!own.containsKey(id)) {
        head.ifPresentOrElse(this::put, () -> index.remove(id));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #reading} began. */
  void read() {
    lock.lock();
    try {
      applied = read;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what {@link #restart} began: what was not there is forgotten. */
  void whole() {
    index.matching(EntryFilter.ALL).forEach(this::forgetUnseen);
    lock.lock();
    try {
      seen = null;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forgetUnseen(EntryId id) {
    lock.lock();
    try {
      if (seen != null && !seen.contains(id) && !own.containsKey(id)) {
        index.remove(id);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it knows all entries that there were at the last message. */
  boolean isWhole() {
    lock.lock();
    try {
      return seen == null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is whole and has applied a message.
   *
   * @throws TimeoutException if it has not within that time
   */
  void await(MessageId message, long nanos) throws InterruptedException, TimeoutException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (seen != null || message.isAfter(applied.id())) {
        if (left <= 0) {
          throw new TimeoutException(
              "the changes of other runners were not read within the time-out");
        }
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
