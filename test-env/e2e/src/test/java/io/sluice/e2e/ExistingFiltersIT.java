package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExistingFiltersIT {

  private final Environment environment = Environment.get();

  @BeforeEach
  void forgetEarlierRequests() {
    environment.fast.forget();
  }

  @Test
  void aFilterForThePublishedRunnerWorksBesideOurPlugins() throws Exception {
    var body = Chat.request(Chat.EASY);
    var request =
        environment
            .request("/filtered/chat/completions?colour=blue&colour=red")
            .header("X-Client", "me")
            .POST(BodyPublishers.ofString(body))
            .build();

    var answer = environment.http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Filtered-By")).contains("EverythingFilter");
    assertThat(Chat.content(answer.body())).startsWith("fast/gpt-5-mini:");
    var received = environment.fast.awaitReceived(1).getFirst();
    assertThat(received.headers("X-Seen-Config")).containsExactly("as configured");
    assertThat(received.headers("X-Seen-Method")).containsExactly("POST");
    assertThat(received.headers("X-Seen-Path")).containsExactly("/filtered/chat/completions");
    assertThat(received.headers("X-Seen-Argument")).containsExactly("red");
    assertThat(received.headers("X-Seen-Header")).containsExactly("me");
    assertThat(received.headers("X-Seen-Variable")).containsExactly("filtered");
    assertThat(received.headers("X-Seen-Body-Length"))
        .containsExactly(Integer.toString(body.length()));
    assertThat(received.path()).contains("shape=round").contains("colour=blue");
  }

  @Test
  void aFilterCanAnswerInPlaceOfTheUpstream() throws Exception {
    var request =
        environment
            .request("/teapot/chat/completions")
            .POST(BodyPublishers.ofString(Chat.request(Chat.EASY)))
            .build();

    var answer = environment.http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("short and stout");
    assertThat(answer.headers().firstValue("X-Pot")).contains("tea");
    assertThat(environment.fast.received()).isEmpty();
  }

  @Test
  void aBodyThatNoPluginAsksForMayBeAsLargeAsItLikes() throws Exception {
    var request =
        environment
            .request("/bodiless/chat/completions")
            .POST(
                BodyPublishers.ofString(
                    Chat.request(Chat.EASY)
                        .replaceFirst("\\{", "{\"padding\":\"" + "x".repeat(17 << 20) + "\",")))
            .build();

    assertThat(environment.http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }
}
