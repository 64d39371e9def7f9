package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatExchangeTest {

  private static final Price PRICE = new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN);
  private static final Target LARGE = new Target("large", "smart", "gpt-5", PRICE);

  private final ChatExchange exchange =
      exchange("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

  @Test
  void beginsWithWhatTheClientSent() {
    assertThat(exchange.id()).isEqualTo(new RequestId("id"));
    assertThat(exchange.subject()).isEqualTo(new Subject("alice", "finance", "chat"));
    assertThat(exchange.path()).isEqualTo("/v1/chat/completions");
    assertThat(exchange.headers()).containsExactly(new Header("Accept", "*/*"));
    assertThat(exchange.request().lastUserText()).isEqualTo("hello");
    assertThat(exchange.target()).isEmpty();
    assertThat(exchange.decisions()).isEmpty();
  }

  @Test
  void aTargetBringsItsModel() {
    var routed = exchange.with(new Change.RouteTo(LARGE));

    assertThat(routed.target()).contains(LARGE);
    assertThat(routed.request().model()).contains("gpt-5");
  }

  @Test
  void aBodyThatWasNotUnderstoodIsRoutedAsItIs() {
    var unknown = exchange("{\"model\":\"auto\"");

    var routed = unknown.with(new Change.RouteTo(LARGE));

    assertThat(routed.target()).contains(LARGE);
    assertThat(routed.request()).isSameAs(unknown.request());
  }

  @Test
  void headersPathBodyAndDecisionsShowTheChange() {
    var body = ChatRequest.of("{\"messages\":[]}".getBytes(UTF_8));
    var first = Decision.of("a", "b");
    var second = Decision.of("c", "d");

    var changed =
        exchange
            .with(new Change.SetHeader("X-A", "1"))
            .with(new Change.DeleteHeader("accept"))
            .with(new Change.SetPath("/v2"))
            .with(new Change.SetBody(body))
            .with(new Change.Explain(first))
            .with(new Change.Explain(second));

    assertThat(changed.headers()).containsExactly(new Header("X-A", "1"));
    assertThat(changed.path()).isEqualTo("/v2");
    assertThat(changed.request()).isSameAs(body);
    assertThat(changed.decisions()).containsExactly(first, second);
  }

  @Test
  void oneChangeKeepsTheOthers() {
    var changed =
        exchange
            .with(new Change.RouteTo(LARGE))
            .with(new Change.Explain(Decision.of("a", "b")))
            .with(new Change.SetPath("/v2"))
            .with(new Change.SetHeader("X-A", "1"));

    assertThat(changed.id()).isEqualTo(exchange.id());
    assertThat(changed.subject()).isEqualTo(exchange.subject());
    assertThat(changed.target()).contains(LARGE);
    assertThat(changed.request().model()).contains("gpt-5");
    assertThat(changed.decisions()).hasSize(1);
    assertThat(changed.path()).isEqualTo("/v2");
  }

  @Test
  void changesToArgumentsAndResponseDoNotShow() {
    assertThat(exchange.with(new Change.AddResponseHeader("a", "b"))).isSameAs(exchange);
    assertThat(exchange.with(new Change.SetArgument("a", "b"))).isSameAs(exchange);
    assertThat(exchange.with(new Change.DeleteArgument("a"))).isSameAs(exchange);
  }

  @Test
  void theOldExchangeStaysAsItWas() {
    var before = exchange.request();

    exchange.with(new Change.RouteTo(LARGE));
    exchange.with(new Change.SetHeader("Accept", "none"));
    exchange.with(new Change.SetPath("/v2"));
    exchange.with(new Change.Explain(Decision.of("a", "b")));

    assertThat(exchange.target()).isEmpty();
    assertThat(exchange.request()).isSameAs(before);
    assertThat(exchange.request().model()).contains("auto");
    assertThat(exchange.headers().first("accept")).contains("*/*");
    assertThat(exchange.path()).isEqualTo("/v1/chat/completions");
    assertThat(exchange.decisions()).isEmpty();
    assertThatThrownBy(() -> exchange.decisions().add(Decision.of("a", "b")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void embedsTheQuestionOnceForAllCopies() {
    var model = new CountingModel("a");

    var first = exchange.embedding("hello", model);
    var routed = exchange.with(new Change.RouteTo(LARGE));
    var second = routed.embedding("hello", model);
    var third = exchange.with(new Change.SetPath("/v2")).embedding("hello", model);

    assertThat(second).isSameAs(first);
    assertThat(third).isSameAs(first);
    assertThat(model.embedded).containsExactly("hello");
  }

  @Test
  void embedsOnceForEachModel() {
    var one = new CountingModel("one");
    var other = new CountingModel("other");

    exchange.embedding("hello", one);
    exchange.embedding("hello", other);
    exchange.embedding("hello", one);

    assertThat(one.embedded).containsExactly("hello");
    assertThat(other.embedded).containsExactly("hello");
  }

  @Test
  void embedsAnotherTextAnew() {
    var model = new CountingModel("a");

    exchange.embedding("hello", model);
    exchange.embedding("bye", model);

    assertThat(model.embedded).containsExactly("hello", "bye");
  }

  @Test
  void remembersWhatACompressedRequestWas() {
    var before = exchange.request();
    var shorter =
        ChatRequest.of("{\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}".getBytes(UTF_8));
    var compressed =
        exchange
            .with(new Change.SetBody(shorter))
            .with(new Change.Keep(Uncompressed.of(before)))
            .with(new Change.RouteTo(LARGE));

    assertThat(exchange.uncompressed()).isSameAs(before);
    assertThat(compressed.request().lastUserText()).isEqualTo("h");
    assertThat(compressed.uncompressed().lastUserText()).isEqualTo("hello");
    assertThat(compressed.uncompressed().model()).contains(LARGE.model());
    assertThat(compressed.with(new Change.Keep(Uncompressed.FORGOTTEN)).uncompressed())
        .isSameAs(compressed.request());
  }

  @Test
  void aFailedEmbeddingIsTriedAgain() {
    var model = new CountingModel("a");
    model.failures = 1;

    assertThatThrownBy(() -> exchange.embedding("hello", model))
        .isInstanceOf(DependencyException.class);
    assertThat(exchange.embedding("hello", model).dimensions()).isEqualTo(2);
  }

  @Test
  void aDependencyTellsWhatItCouldNotDo() {
    var failure =
        new DependencyException("redis", "reserve tokens", new IllegalStateException("x"));

    assertThat(failure)
        .hasMessage("redis could not reserve tokens: java.lang.IllegalStateException: x");
    assertThat(failure.dependency()).isEqualTo("redis");
  }

  private static ChatExchange exchange(String body) {
    return ChatExchange.begin(
        new RequestId("id"),
        new Subject("alice", "finance", "chat"),
        "/v1/chat/completions",
        Headers.of(List.of(new Header("Accept", "*/*"))),
        ChatRequest.of(body.getBytes(UTF_8)));
  }

  /** Remembers what it was asked. */
  private static final class CountingModel implements EmbeddingModel {

    private final String id;
    private final List<String> embedded = new ArrayList<>();
    private int failures;

    CountingModel(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public Embedding embed(String text) {
      if (failures-- > 0) {
        throw new DependencyException("model", "embed", new IllegalStateException("busy"));
      }
      embedded.add(text);
      return Embedding.of(new float[] {1, text.length()});
    }
  }
}
