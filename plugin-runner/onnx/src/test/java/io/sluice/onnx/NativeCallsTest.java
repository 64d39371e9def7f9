package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NativeCallsTest {

  @Test
  void makesCallsOnDaemonPlatformThreads() throws Exception {
    try (var calls = new NativeCalls("test", 1)) {
      var thread = calls.make(Thread::currentThread);

      assertThat(thread.isVirtual()).isFalse();
      assertThat(thread.isDaemon()).isTrue();
    }
  }

  @Test
  void makesAsManyCallsAtOnceAsAllowedAndNeverMore() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    // Opens only when two calls are under way.
    var pair = new CyclicBarrier(2);
    Callable<Integer> call =
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          pair.await();
          return running.decrementAndGet();
        };

    try (var calls = new NativeCalls("test", 2);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> caller = () -> calls.make(call);
      for (var made : callers.invokeAll(Collections.nCopies(200, caller))) {
        made.get();
      }
    }

    assertThat(most).hasValue(2);
  }

  @Test
  void makesCallsInOrderOfArrival() throws Exception {
    var order = new CopyOnWriteArrayList<Integer>();

    try (var busy = new Busy()) {
      var callers = IntStream.range(0, 20).mapToObj(i -> busy.waiting(() -> order.add(i))).toList();
      busy.release();
      join(callers);
    }

    assertThat(order).isSorted().hasSize(20);
  }

  @Test
  void passesOnWhatACallThrew() {
    try (var calls = new NativeCalls("test", 1)) {
      assertThatThrownBy(() ->
              calls.make(() -> {
                throw new IOException("broken");
              }))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("broken");
    }
  }

  @Test
  void makesNoCallForACallerThatIsAlreadyInterrupted() {
    var made = new CopyOnWriteArrayList<String>();

    try (var calls = new NativeCalls("test", 1)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> calls.make(() -> made.add("interrupted")))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(made).isEmpty();
  }

  @Test
  void dropsTheCallOfAnInterruptedCaller() throws Exception {
    var made = new CopyOnWriteArrayList<String>();

    try (var busy = new Busy()) {
      var impatient = busy.waiting(() -> made.add("impatient"));
      var patient = busy.waiting(() -> made.add("patient"));
      impatient.interrupt();
      // Ends while the one thread is still busy.
      impatient.join();
      busy.release();
      patient.join();
    }

    assertThat(made).containsExactly("patient");
  }

  @Test
  void endsWaitingCallsWhenItIsClosed() throws Exception {
    var made = new CopyOnWriteArrayList<String>();

    var busy = new Busy();
    var waiting = busy.waiting(() -> made.add("too late"));
    var closer = Thread.ofPlatform().start(busy.calls::close);
    waiting.join();
    busy.close();
    closer.join();

    assertThat(made).isEmpty();
    assertThat(busy.failures).hasSize(1).allMatch(e -> e instanceof IllegalStateException);
    assertThatThrownBy(() -> busy.calls.make(() -> "later"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it is closed");
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (var thread : threads) {
      thread.join();
    }
  }

  /** Calls whose only thread is kept busy until released. */
  private static final class Busy implements AutoCloseable {
    final NativeCalls calls = new NativeCalls("test", 1);
    final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final Semaphore released = new Semaphore(0);

    Busy() throws InterruptedException {
      var begun = new CountDownLatch(1);
      Callable<Boolean> busy =
          () -> {
            begun.countDown();
            // As deaf as native code.
            released.acquireUninterruptibly();
            return true;
          };
      Thread.ofPlatform().start(() -> make(busy));
      begun.await();
    }

    /** Starts a caller and returns once its call is in the queue. */
    Thread waiting(Callable<Boolean> call) {
      var caller = Thread.ofPlatform().start(() -> make(call));
      while (caller.getState() != Thread.State.WAITING) {
        assertThat(caller.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      return caller;
    }

    private void make(Callable<Boolean> call) {
      try {
        calls.make(call);
      } catch (InterruptedException | ExecutionException | IllegalStateException e) {
        failures.add(e);
      }
    }

    void release() {
      released.release();
    }

    @Override
    public void close() {
      release();
      calls.close();
    }
  }
}
