package io.sluice.runner.compressor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.compressor.CompressorObserver;
import io.sluice.exchange.Compression;
import java.util.Locale;

/** What became of prompts, counted. Outcomes and reasons are closed sets; subjects are no tag. */
public final class CompressorMetrics implements CompressorObserver {

  private final MeterRegistry meters;

  public CompressorMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void done(Compression compression) {
    var outcome = compression.outcome().name().toLowerCase(Locale.ROOT);
    count(outcome);
    long less = compression.before() - compression.after();
    meters.counter("sluice.compression.tokens", "outcome", outcome).increment((double) less);
    compression
        .savedMicros()
        .ifPresent(micros ->
            meters
                .counter("sluice.compression.saved.usd", "outcome", outcome)
                .increment(micros / 1e6));
    Timer.builder("sluice.compression.duration")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .register(meters)
        .record(compression.took());
  }

  @Override
  public void skipped(String reason) {
    count(reason);
  }

  @Override
  public void outOfTime() {
    meters.counter("sluice.compression.out.of.time").increment();
  }

  private void count(String outcome) {
    meters.counter("sluice.compression.requests", "outcome", outcome).increment();
  }
}
