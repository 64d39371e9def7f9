package io.sluice.testkit.routing;

import io.sluice.exchange.routing.Upstream;
import java.time.Duration;

class FakeUpstreamTest extends UpstreamContract {

  private final FakeUpstream upstream = new FakeUpstream();

  @Override
  protected Upstream upstream() {
    return upstream;
  }

  @Override
  protected void answer(int status, String json) {
    upstream.answer(status, json, Duration.ofMillis(1));
  }

  @Override
  protected void answerTooLate() {
    upstream.answer(200, "{}", Duration.ofDays(1));
  }

  @Override
  protected void away() {
    upstream.fail();
  }
}
