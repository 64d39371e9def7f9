package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.ReceivedRequest;
import io.sluice.testkit.StubBehaviour;
import io.sluice.testkit.StubProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeepAliveConnectionTest {

  private final StubProvider provider = StubProvider.start("stub", StubBehaviour.normal());

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void readsAnswerAfterAnswerWholeAndStreamed() throws Exception {
    for (var stream : new String[] {"false", "true"}) {
      try (var connection = connection(stream, "keep-alive")) {
        assertThat(connection.send()).isEqualTo(200);
        assertThat(connection.send()).isEqualTo(200);
      }
    }

    assertThat(provider.awaitFinished(4)).noneMatch(ReceivedRequest::clientCut);
  }

  @Test
  void opensItselfAnewAfterALastAnswer() throws Exception {
    try (var connection = connection("false", "close")) {
      assertThat(connection.send()).isEqualTo(200);
      assertThat(connection.send()).isEqualTo(200);
    }
  }

  @Test
  void isUsableAgainAfterABrokenAnswer() throws Exception {
    try (var connection = connection("true", "keep-alive")) {
      provider.behave(StubBehaviour.normal().with("cut-after-tokens", "1"));
      assertThatThrownBy(connection::send).isInstanceOf(IOException.class);
      provider.behave(StubBehaviour.normal());

      assertThat(connection.send()).isEqualTo(200);
    }
  }

  private KeepAliveConnection connection(String stream, String after) {
    var body = "{\"model\":\"m\",\"stream\":%s,\"messages\":[]}".formatted(stream);
    var request =
        "POST /v1/chat/completions HTTP/1.1\r\nConnection: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(after, body.length(), body);
    return new KeepAliveConnection(provider.port(), request.getBytes(UTF_8));
  }
}
