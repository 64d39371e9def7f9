package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link RecordedExchanges} does with many, done with a few exchanges made by hand. */
@Timeout(120)
class RecordedExchangesIT {

  private final Environment environment = Environment.get();

  @Test
  void comeThroughUnchangedAndAreChargedAsBilled() throws Exception {
    var data = Path.of(Objects.requireNonNull(getClass().getResource("/recorded")).toURI());
    var exchanges = RecordedExchange.in(data);
    var replay =
        new Replay(
            environment.http,
            URI.create(environment.url),
            environment.recorded,
            environment.runner.meter());

    var verdicts = replay.of(exchanges);

    assertThat(verdicts).hasSize(6).allMatch(Replay.Verdict::right);
    assertThat(verdicts)
        .filteredOn(verdict -> !verdict.id().equals("error"))
        .allMatch(verdict -> verdict.charged().total() > 0);
    assertThat(RecordedExchanges.lines(verdicts))
        .allMatch(line -> line.rows() == line.right() && line.judged() == line.charged());
  }
}
