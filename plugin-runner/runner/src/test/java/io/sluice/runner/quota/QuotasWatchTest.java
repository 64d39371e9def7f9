package io.sluice.runner.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class QuotasWatchTest {

  private static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast]
          targets: [{name: mini, tier: fast, model: m, price: {input: 1, output: 1}}]
          """);

  private final FakeQuotaStore store = new FakeQuotaStore();
  private final Noted scheduler = new Noted();

  @TempDir private Path folder;

  @Test
  void aChangeIsInForceWithinASecond() {
    watch().start();

    // Twice for the file, which must be found twice, and once for the store.
    assertThat(scheduler.pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void whatIsScheduledLooksAtTheStore() {
    var quotas = quotas();
    new QuotasWatch(quotas, scheduler).start();
    store.put(
        "a",
        "{\"unit\":\"usd\",\"limit\":1,\"window\":{\"sliding\":\"1h\"}}",
        OptionalLong.empty());

    scheduler.polls.forEach(Runnable::run);

    assertThat(quotas.named("a")).isPresent();
  }

  @Test
  void aBugDoesNotEndIt(CapturedOutput output) {
    var watch =
        new QuotasWatch(
            CurrentQuotas.load(
                folder.resolve("q.yaml"),
                new FakeQuotaStore() {
                  private int asked;

                  @Override
                  public long revision() {
                    if (asked++ > 0) {
                      throw new IllegalStateException("oops");
                    }
                    return 0;
                  }
                },
                () -> CATALOG,
                new SimpleMeterRegistry()),
            scheduler);
    watch.start();

    scheduler.polls.forEach(Runnable::run);

    assertThat(output.getOut()).contains("budgets could not be looked at");
  }

  @Test
  void itsThreadsEndWithIt() {
    var watch = watch();
    watch.start();
    assertThat(watch.isRunning()).isTrue();

    watch.stop();

    assertThat(watch.isRunning()).isFalse();
    assertThat(scheduler.isShutdown()).isTrue();
  }

  private QuotasWatch watch() {
    return new QuotasWatch(quotas(), scheduler);
  }

  private CurrentQuotas quotas() {
    return CurrentQuotas.load(
        folder.resolve("quotas.yaml"), store, () -> CATALOG, new SimpleMeterRegistry());
  }

  /** Notes what is to be run, and runs it not. */
  private static final class Noted extends ScheduledThreadPoolExecutor {

    private final List<Runnable> polls = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    Noted() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      polls.add(command);
      pauses.add(Duration.of(delay, unit.toChronoUnit()));
      return schedule(() -> {}, 1, TimeUnit.DAYS);
    }
  }
}
