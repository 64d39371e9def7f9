package io.sluice.extplugin.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.exchange.Action;
import io.sluice.exchange.Headers;
import io.sluice.extplugin.HttpCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.apisix.plugin.runner.A6Conf;
import org.apache.apisix.plugin.runner.A6ConfigWatcher;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Where filters run, how they end, and who else hears of configurations. */
@Timeout(60)
class SdkThreadsTest {

  private static final HttpCall CALL =
      new HttpCall(1, 1, "GET", "/", new byte[4], List.of(), Headers.none(), Map.of(), new byte[0]);

  @Test
  void filtersRunOnDaemonPlatformThreads() {
    var ran = new AtomicReference<Thread>();

    run(() -> ran.set(Thread.currentThread()));

    assertThat(ran.get().isVirtual()).isFalse();
    assertThat(ran.get().isDaemon()).isTrue();
    assertThat(ran.get().getName()).startsWith("sdk-filter-");
  }

  @Test
  void whatAFilterThrowsIsThrown() {
    var failure = new IllegalStateException("test");
    var error = new StackOverflowError("test");
    var checked = new IOException("test");

    assertThatThrownBy(() -> run(() -> sneak(failure))).isSameAs(failure);
    assertThatThrownBy(() -> run(() -> sneak(error))).isSameAs(error);
    assertThatThrownBy(() -> run(() -> sneak(checked))).isSameAs(checked);
  }

  @Test
  void aFilterIsInterruptedWithItsCaller() throws Exception {
    var started = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var flag = new CountDownLatch(1);
    var call =
        new FutureTask<>(() -> {
          try {
            run(() -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
          } finally {
            if (Thread.currentThread().isInterrupted()) {
              flag.countDown();
            }
          }
          return Action.pass();
        });
    var caller = Thread.ofVirtual().start(call);
    await(started);

    caller.interrupt();

    await(interrupted);
    await(flag);
    assertThatThrownBy(call::get)
        .cause()
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted while the filter test was working");
  }

  @Test
  void filtersThatNeverEndDoNotStopOthersUntilAllPlacesAreTaken() throws Exception {
    var release = new CountDownLatch(1);
    var started = new CountDownLatch(255);
    var calls = new ArrayList<Thread>();
    for (int i = 0; i < 255; i++) {
      calls.add(
          Thread.ofVirtual()
              .start(() ->
                  run(() -> {
                    started.countDown();
                    awaitIgnoringInterrupts(release);
                  })));
    }
    await(started);

    run(() -> {});
    var last = Thread.ofVirtual().start(() -> run(() -> awaitIgnoringInterrupts(release)));
    calls.add(last);

    release.countDown();
    for (var each : calls) {
      assertThat(each.join(java.time.Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aCallerThatWaitsForAPlaceCanBeInterrupted() throws Exception {
    var release = new CountDownLatch(1);
    var started = new CountDownLatch(256);
    for (int i = 0; i < 256; i++) {
      Thread.ofVirtual()
          .start(() ->
              run(() -> {
                started.countDown();
                awaitIgnoringInterrupts(release);
              }));
    }
    await(started);
    var call =
        new FutureTask<>(() -> {
          run(() -> {});
          return Action.pass();
        });

    var caller = Thread.ofVirtual().start(call);
    caller.interrupt();

    assertThatThrownBy(call::get).cause().isInstanceOf(CancellationException.class);
    release.countDown();
    run(() -> {});
  }

  @Test
  void aFilterOfTheResponsePhaseIsWarnedAboutWhenItIsPrepared() {
    var logger = (Logger) LoggerFactory.getLogger(SdkFilter.class);
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.WARN);
    try {
      var filter =
          new SdkFilter(
              new Doing(() -> {}) {
                @Override
                public Boolean requiredRespBody() {
                  return true;
                }

                @Override
                public void postFilter(
                    org.apache.apisix.plugin.runner.PostRequest request,
                    org.apache.apisix.plugin.runner.PostResponse response,
                    PluginFilterChain chain) {
                  throw new AssertionError("not called in the request phase");
                }
              },
              Map.of());
      filter.filter(CALL);
      filter.filter(CALL);

      assertThat(logged.list)
          .extracting(ILoggingEvent::getMessage)
          .containsExactly("the response phase is not served: postFilter will not be called");
    } finally {
      logger.detachAppender(logged);
      logger.setLevel(null);
    }
  }

  @Test
  void watchersHearOfConfigurations() {
    var heard = new ArrayList<String>();
    var filters = List.<PluginFilter>of(new Doing(() -> {}));
    A6ConfigWatcher watcher =
        new Watcher() {
          @Override
          public void watch(long confToken, A6Conf conf) {
            heard.add(confToken + " " + conf.get("test") + " " + conf.getConfig().size());
            assertThat(conf.getChain().getFilters()).isEqualTo(filters);
          }
        };

    new SdkWatchers(List.of(watcher, watcher))
        .prepared(-1, Map.of("test", "value", "other", ""), filters);

    assertThat(heard).containsExactly("4294967295 value 2", "4294967295 value 2");
  }

  @Test
  void aWatcherThatFailsDoesNotKeepItFromTheOthers() {
    var heard = new ArrayList<Long>();
    A6ConfigWatcher failing =
        new Watcher() {
          @Override
          public void watch(long confToken, A6Conf conf) {
            throw new IllegalStateException("test");
          }
        };
    A6ConfigWatcher watcher =
        new Watcher() {
          @Override
          public void watch(long confToken, A6Conf conf) {
            heard.add(confToken);
          }
        };

    new SdkWatchers(List.of(failing, watcher)).prepared(7, Map.of(), List.of());

    assertThat(heard).containsExactly(7L);
  }

  private static void run(Runnable work) {
    new SdkFilter(new Doing(work), Map.of()).filter(CALL);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    boolean interrupted = true;
    while (interrupted) {
      try {
        interrupted = false;
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void sneak(Throwable failure) throws E {
    throw (E) failure;
  }

  private abstract static class Watcher implements A6ConfigWatcher {
    @Override
    public String name() {
      return "watcher";
    }
  }

  private static class Doing implements PluginFilter {

    private final Runnable work;

    Doing(Runnable work) {
      this.work = work;
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
      work.run();
      chain.filter(request, response);
    }
  }
}
