package io.sluice.redis.answers;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.cache.EntryId;
import io.sluice.redis.Redis;
import io.sluice.redis.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Follows the stream of changes in a daemon thread, on a connection of its own, until it is closed.
 *
 * <p>Messages are numbered without gaps. Where the next number is missing, or the last message is
 * no longer where it was (the stream was trimmed past it, the server is empty or another), it reads
 * all heads anew, page by page, and the stream between the pages.
 */
final class Follower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  /** How long the server waits for a message; then it is seen whether it is still the same one. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** How long it waits after a failure: at first, and at most. */
  private static final Duration LEAST_PAUSE = Duration.ofMillis(20);

  private static final Duration MOST_PAUSE = Duration.ofSeconds(1);

  private static final Duration NO_WAIT = Duration.ZERO;
  private static final int MESSAGES = 500;

  private final Redis redis;
  private final StoredAnswers stored;
  private final Mirror mirror;
  private final Runnable tick;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Session session;

  /** Of the thread alone: how long it waits after the next failure. */
  private Duration pause = LEAST_PAUSE;

  /**
   * Begins to follow.
   *
   * @param tick called now and then, to let go of what expired
   */
  Follower(Redis redis, StoredAnswers stored, Mirror mirror, Runnable tick) {
    this.redis = redis;
    this.stored = stored;
    this.mirror = mirror;
    this.tick = tick;
    this.thread = Thread.ofPlatform().daemon().name("redis-answers").start(this::run);
  }

  private void run() {
    while (!isClosing(Duration.ZERO)) {
      try (var opened = redis.session()) {
        session = opened;
        // A close that came before this line did not see it.
        if (!isClosing(Duration.ZERO)) {
          mirror.doubtOwn();
          catchUp(opened);
          follow(opened);
        }
      } catch (RuntimeException e) {
        if (isClosing(Duration.ZERO)) {
          return;
        }
        if (pause.equals(LEAST_PAUSE)) {
          warn(e);
        }
        isClosing(pause);
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(MOST_PAUSE) < 0 ? longer : MOST_PAUSE;
      }
    }
  }

  /** Without a trace where that says nothing new. */
  private static void warn(RuntimeException failure) {
    var log = LOG.atWarn().addKeyValue("failure", failure);
    if (!(failure instanceof DependencyException)) {
      log = log.setCause(failure);
    }
    log.log("answers of other runners are not seen until redis can be followed again");
  }

  private boolean isClosing(Duration wait) {
    try {
      return closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void follow(Session opened) {
    while (!isClosing(Duration.ZERO) && opened.isCurrent()) {
      var messages = messages(opened, WAIT);
      tick.run();
      read(opened, mirror.doubtful());
      if (messages.isEmpty()) {
        catchUp(opened);
      } else if (!apply(opened, messages)) {
        rebuild(opened);
      }
      pause = LEAST_PAUSE;
    }
  }

  /** Sees whether the stream is still the one that was followed, and else begins anew. */
  private void catchUp(Session opened) {
    var last = mirror.applied();
    if (!mirror.isWhole() || (last.number() > 0 && !stored.isThere(opened, last))) {
      rebuild(opened);
    }
  }

  private void rebuild(Session opened) {
    while (!isClosing(Duration.ZERO) && !isRebuilt(opened)) {
      // Messages were trimmed faster than they were read.
      Thread.onSpinWait();
    }
  }

  private boolean isRebuilt(Session opened) {
    mirror.restart(stored.last(opened));
    var cursor = "0";
    do {
      var answer = (List<?>) opened.call("follow the answers", scan(cursor), NO_WAIT);
      if (answer == null || isClosing(Duration.ZERO)) {
        return false;
      }
      cursor = text(answer.get(0));
      read(opened, scanned((List<?>) answer.get(1)));
      if (!apply(opened, messages(opened, NO_WAIT))) {
        return false;
      }
    } while (!cursor.equals("0"));
    mirror.whole();
    LOG.atInfo().addKeyValue("message", mirror.applied().id()).log("read all answers in redis");
    return true;
  }

  private CommandArguments scan(String cursor) {
    return new CommandArguments(Command.ZSCAN)
        .add(stored.used())
        .add(cursor)
        .add("COUNT")
        .add(StoredAnswers.BATCH);
  }

  /** Members and scores take turns. What is no id was not written by us. */
  private static List<EntryId> scanned(List<?> members) {
    var ids = new ArrayList<EntryId>();
    for (int i = 0; i < members.size(); i += 2) {
      var id = text(members.get(i));
      if (EntryId.isValid(id)) {
        ids.add(new EntryId(id));
      }
    }
    return ids;
  }

  private List<Message> messages(Session opened, Duration wait) {
    var command = new CommandArguments(Command.XREAD).add("COUNT").add(MESSAGES);
    if (wait.isPositive()) {
      command.add("BLOCK").add(wait.toMillis());
    }
    command.add("STREAMS").add(stored.log()).add(mirror.applied().id().toString());
    return Message.read(opened.call("follow the answers", command, wait));
  }

  /**
   * Applies messages.
   *
   * @return false if one is missing
   */
  private boolean apply(Session opened, List<Message> messages) {
    if (messages.isEmpty()) {
      return true;
    }
    long number = mirror.applied().number();
    var changed = new LinkedHashMap<EntryId, MessageId>();
    for (var message : messages) {
      number++;
      if (message.number() != number) {
        return false;
      }
      message.changed().forEach(id -> changed.put(id, message.id()));
    }
    changed.entrySet().removeIf(change -> mirror.isOwn(change.getKey(), change.getValue()));
    mirror.reading(messages.getLast());
    read(opened, List.copyOf(changed.keySet()));
    mirror.read();
    return true;
  }

  /** Reads how entries are now. */
  private void read(Session opened, List<EntryId> ids) {
    for (int from = 0; from < ids.size(); from += StoredAnswers.BATCH) {
      var batch = ids.subList(from, Math.min(ids.size(), from + StoredAnswers.BATCH));
      var heads = stored.heads(opened, batch);
      for (int i = 0; i < batch.size(); i++) {
        mirror.apply(batch.get(i), heads.get(i));
      }
    }
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, StandardCharsets.US_ASCII);
  }

  /** Ends the thread, and waits until it has ended, at most the time in which a call ends. */
  @Override
  public void close() {
    closing.countDown();
    var opened = session;
    if (opened != null) {
      opened.close();
    }
    try {
      thread.join(redis.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
