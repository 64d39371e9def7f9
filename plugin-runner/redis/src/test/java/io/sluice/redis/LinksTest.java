package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

class LinksTest {

  private static final HostAndPort NODE = new HostAndPort("node", 1);

  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void usesAConnectionAgain() throws Exception {
    var links = new Links(NODE, this::open, 2);

    var first = links.take(soon());
    links.giveBack(first);

    assertThat(links.take(soon())).isSameAs(first);
    assertThat(opened).hasValue(1);
  }

  @Test
  void hasNoMoreConnectionsThanItsSize() throws Exception {
    var links = new Links(NODE, this::open, 2);
    links.take(soon());
    var second = links.take(soon());

    assertThatThrownBy(() -> links.take(System.nanoTime()))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("no connection was free within the time-out");

    links.giveBack(second);
    assertThat(links.take(soon())).isSameAs(second);
  }

  @Test
  void keepsAConnectionForTheNextThatCameTooLateForTheFirst() throws Exception {
    var mayOpen = new CountDownLatch(1);
    var links =
        new Links(
            NODE,
            (node, deadline) -> {
              await(mayOpen);
              return open(node, deadline);
            },
            1);
    assertThatThrownBy(() -> links.take(System.nanoTime()))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("no connection was open within the time-out");

    mayOpen.countDown();
    links.take(soon());

    assertThat(opened).hasValue(1);
  }

  @Test
  void mayOpenAnotherAfterOneThatFailed() throws Exception {
    var links =
        new Links(
            NODE,
            (node, deadline) -> {
              if (opened.incrementAndGet() < 3) {
                throw new JedisConnectionException("refused");
              }
              return open(node, deadline);
            },
            1);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> links.take(soon()))
          .isInstanceOf(JedisConnectionException.class)
          .hasRootCauseMessage("refused");
    }
    links.take(soon());
  }

  @Test
  void opensOneAheadForWhoeverComesNext() throws Exception {
    var links = new Links(NODE, this::open, 1);

    links.openAhead();
    links.take(soon());

    assertThat(opened).hasValue(1);
  }

  @Test
  void leavesAnInterruptedThreadItsConnection() throws Exception {
    var mayOpen = new CountDownLatch(1);
    var links =
        new Links(
            NODE,
            (node, deadline) -> {
              await(mayOpen);
              return open(node, deadline);
            },
            1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> links.take(soon())).isInstanceOf(InterruptedException.class);

    mayOpen.countDown();
    links.take(soon());
    assertThat(opened).hasValue(1);
  }

  private Link open(HostAndPort node, long deadline) {
    opened.incrementAndGet();
    var socket = new DeadlineSocket();
    return new Link(new Connection(() -> socket), socket);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new JedisConnectionException(e);
    }
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
  }
}
