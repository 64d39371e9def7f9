package io.sluice.testkit.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Price;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.Upstream;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What everybody who sends a request to a target has to do. */
public abstract class UpstreamContract {

  private static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  protected static final Target TARGET = new Target("small", "fast", "gpt-5-mini", FREE);

  protected static final RequestId ID = new RequestId("0198-a");

  /** Within which every test's answer is there. */
  protected static final Duration ENOUGH = Duration.ofSeconds(30);

  private static final Duration SHORT = Duration.ofMillis(100);

  /** Returns who is tested. */
  protected abstract Upstream upstream();

  /** Has the next request answered. */
  protected abstract void answer(int status, String json);

  /** Has the next request answered when nobody waits any more. */
  protected abstract void answerTooLate();

  /** Has the next request meet nobody. */
  protected abstract void away();

  @Test
  void theWholeAnswerIsReturned() {
    answer(200, "{\"x\":\"ü\"}");

    var answer = send(ENOUGH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"x\":\"ü\"}");
    assertThat(answer.took()).isPositive();
  }

  @Test
  void aRefusalIsAnAnswerToo() {
    answer(429, "{}");

    assertThat(send(ENOUGH).status()).isEqualTo(429);
  }

  @Test
  void whatIsNotThereAtTheDeadlineIsAFailure() {
    answerTooLate();

    assertThatThrownBy(() -> send(SHORT)).satisfies(UpstreamContract::isTheGateways);
  }

  @Test
  void aGatewayThatIsAwayIsAFailure() {
    away();

    assertThatThrownBy(() -> send(ENOUGH)).satisfies(UpstreamContract::isTheGateways);
  }

  @Test
  void anAnswerDoesNotShowItsContent() {
    answer(200, "{\"secret\":1}");

    assertThat(send(ENOUGH).toString()).doesNotContain("secret");
  }

  /** Sends a question. */
  protected Upstream.Answer send(Duration deadline) {
    return upstream()
        .send(
            "/internal/chat",
            TARGET,
            ChatRequest.of(
                "/v1/chat/completions",
                "{\"model\":\"gpt-5-mini\",\"messages\":[]}".getBytes(UTF_8)),
            ID,
            new Subject("alice", "finance", "chat"),
            deadline);
  }

  protected static void isTheGateways(Throwable failure) {
    assertThat(failure).isInstanceOf(DependencyException.class);
    assertThat(((DependencyException) failure).dependency()).isEqualTo("gateway");
  }
}
