package io.sluice.compressor;

import static io.sluice.compressor.Fixture.ANSWER;
import static io.sluice.compressor.Fixture.CATALOG;
import static io.sluice.compressor.Fixture.QUESTION;
import static io.sluice.compressor.Fixture.ask;
import static io.sluice.compressor.Fixture.chat;
import static io.sluice.compressor.Fixture.documents;
import static io.sluice.compressor.Fixture.exchange;
import static io.sluice.compressor.Fixture.send;
import static io.sluice.exchange.Json.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.compressor.json.Json;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.Compression.Outcome;
import io.sluice.exchange.Header;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Uncompressed;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route's compression does to its requests. */
class CompressedRouteTest {

  private static final String SAVED = "X-AI-Tokens-Saved";

  private final Fixture compressor = new Fixture();

  @Test
  void aLongPromptKeepsItsAnswerAndItsQuestion() {
    var sent = send(compressor.route("{}"), ask(100));

    var compression = sent.compression().orElseThrow();
    assertThat(sent.text()).contains(ANSWER).endsWith(QUESTION);
    assertThat(compression.outcome()).isEqualTo(Outcome.COMPRESSED);
    assertThat(compression.after()).isBetween(300L, 600L);
    assertThat(sent.header(SAVED)).contains(Long.toString(compression.saved()));
    assertThat(compressor.heard.done).containsExactly(compression);
  }

  @Test
  void savedMoneyIsWhatTheTargetTakesForThem() {
    var route = compressor.route("{}");
    var asked = Fixture.apply(new Fixture.Sent(ask(100), List.of()), route.onRequest(ask(100)));
    var routed = asked.exchange().with(new Change.RouteTo(CATALOG.targets().getFirst()));

    var fast = Fixture.apply(asked, route.beforeUpstream(routed)).compression().orElseThrow();
    var smart = send(route, ask(100)).compression().orElseThrow();

    assertThat(fast.model()).isEqualTo("mini");
    assertThat(fast.savedMicros()).isEqualTo(OptionalLong.of(fast.saved()));
    assertThat(smart.savedMicros()).isEqualTo(OptionalLong.of(10 * smart.saved()));
  }

  @Test
  void whatHasMoreTokensAtItsTargetGoesAsItWas() {
    var route = compressor.route("{}");
    var asked = ask(100);
    var sent = Fixture.apply(new Fixture.Sent(asked, List.of()), route.onRequest(asked));
    var odd = CATALOG.target("odd").orElseThrow();
    var routed = sent.exchange().with(new Change.RouteTo(odd));

    var settled = Fixture.apply(new Fixture.Sent(routed, List.of()), route.beforeUpstream(routed));

    assertThat(settled.text()).isEqualTo(asked.request().lastUserText());
    assertThat(settled.exchange().request().model()).contains("odd-1");
    assertThat(settled.compression().orElseThrow().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(settled.header(SAVED)).isEmpty();
  }

  @Test
  void whatHasMoreTokensForTheModelAskedForGoesAsItWas() {
    var asked = exchange(chat(documents(100) + "\n\n" + QUESTION).replace("gpt-5", "odd-1"));

    var sent = send(compressor.route("{}"), asked);

    assertThat(sent.exchange().request()).isSameAs(asked.request());
    assertThat(sent.compression().orElseThrow().outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void aShortPromptIsLeftAlone() {
    var asked = exchange(chat("Two   spaces.\n\n\n\n" + "word ".repeat(490)));

    var sent = send(compressor.route("{}"), asked);

    assertThat(sent.exchange().request()).isSameAs(asked.request());
    assertThat(sent.compression()).isEmpty();
    assertThat(sent.reason()).isEqualTo("short");
    assertThat(compressor.heard.skipped).containsExactly("short");
  }

  @ParameterizedTest
  @CsvSource({"no-transform,opt_out", "'max-age=1, No-Transform',opt_out", "no-cache,compressed"})
  void aClientCanOptOut(String directive, String reason) {
    var asked = exchange(chat(documents(100)), new Header("Cache-Control", directive));

    assertThat(send(compressor.route("{}"), asked).reason()).isEqualTo(reason);
    assertThat(send(compressor.route("{'client_opt_out':false}"), asked).reason())
        .isEqualTo("compressed");
  }

  @Test
  void aShadowChangesNothing() {
    var asked = ask(100);

    var sent = send(compressor.route("{'mode':'shadow'}"), asked);

    var compression = sent.compression().orElseThrow();
    assertThat(sent.exchange().request()).isSameAs(asked.request());
    assertThat(compression.outcome()).isEqualTo(Outcome.SHADOW);
    assertThat(compression.after()).isLessThan(compression.before());
    assertThat(compression.saved()).isZero();
    assertThat(sent.header(SAVED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'Say <keep>this</keep>, please.','Say this, please.'",
    "'<LLMLINGUA>a b</LLMLINGUA> c?','a b c?'",
    "'a < b, <li>c</li>','a < b, <li>c</li>'"
  })
  void aShortPromptOnlyLosesItsTags(String text, String sent) {
    assertThat(send(compressor.route("{}"), exchange(chat(text))).text()).isEqualTo(sent);
    assertThat(send(compressor.route("{'tags':false}"), exchange(chat(text))).text())
        .isEqualTo(text);
  }

  @Test
  void aRateInAMarkHoldsForAShortPromptToo() {
    var text = "<llmlingua, rate=0.5>" + documents(20) + "</llmlingua>\n\n" + QUESTION;

    var sent = send(compressor.route("{}"), exchange(chat(text)));

    assertThat(sent.text()).contains(ANSWER).endsWith(QUESTION);
    assertThat(sent.text().length()).isLessThan(documents(20).length() * 2 / 3);
    assertThat(sent.reason()).isEqualTo("compressed");
  }

  @Test
  void aControlIsSentWithoutItsTags() {
    var text = "<keep>Paragraph.</keep>\n\n" + documents(100) + "\n\n" + QUESTION;

    var sent = send(compressor.route("{'sample':0}"), exchange(chat(text)));

    assertThat(sent.text()).isEqualTo(text.replace("<keep>", "").replace("</keep>", ""));
  }

  @Test
  void aSampleLeavesTheOthersAsAControl() {
    var route = compressor.route("{'sample':0.5}");
    int compressed = 0;
    for (int i = 0; i < 200; i++) {
      var sent = send(route, ask(60));
      compressed += sent.compression().orElseThrow().outcome() == Outcome.COMPRESSED ? 1 : 0;
    }

    assertThat(compressed).isBetween(60, 140);
    assertThat(
            send(compressor.route("{'sample':0}"), ask(60)).compression().orElseThrow().outcome())
        .isEqualTo(Outcome.CONTROL);
  }

  @Test
  void theRangeOfAPromptsSizeHolds() {
    var config =
        "{'ranges':[{'over':100,'ratio':0.9},{'over':1000,'tokens':200},{'over':5000,'ratio':0.1}]}";
    var route = compressor.route(config);

    assertThat(tokens(route, 40)).isBetween(270L, 365L);
    assertThat(tokens(route, 150)).isBetween(100L, 200L);
    assertThat(tokens(route, 800)).isBetween(400L, 850L);
  }

  private static long tokens(RoutePlugin route, int paragraphs) {
    return send(route, ask(paragraphs)).compression().orElseThrow().after();
  }

  @Test
  void aPromptFitsTheWindowOfItsTarget() {
    var route = compressor.route("{'ranges':[{'over':0,'window':0.5}]}");

    assertThat(tokens(route, 150)).isBetween(500L, 1_000L);
    assertThat(send(route, ask(80)).compression().orElseThrow().outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void withoutExtractionNothingIsLost() {
    var padded = documents(100).replace("\n\n", "   \n\n\n\n");

    var sent =
        send(compressor.route("{'extraction':false}"), exchange(chat(padded + "\n\n" + QUESTION)));

    assertThat(sent.text().split("\\s+")).isEqualTo((padded + " " + QUESTION).split("\\s+"));
  }

  @Test
  void whenTimeIsUpNothingIsLost() {
    compressor.step.set(20_000_000);

    var sent = send(compressor.route("{}"), ask(100));

    assertThat(sent.text().split("\\s+"))
        .hasSize((documents(100) + " " + QUESTION).split("\\s+").length);
    assertThat(compressor.heard.outOfTime).isEqualTo(1);
  }

  @Test
  void jsonStaysJson() {
    var rows =
        IntStream.range(0, 200)
            .mapToObj(
                i -> "{\"id\": %d, \"city\": \"Town %d\", \"note\": \"a b c d\"}".formatted(i, i))
            .collect(Collectors.joining(",\n", "[", "]"));
    var body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Which id has Town 77?\"},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":%s}]}".formatted(quote(rows));

    var sent = send(compressor.route("{}"), exchange(body));

    var result = sent.exchange().request().messages().getLast().text();
    assertThat(Json.isValue(result)).isTrue();
    assertThat(result).contains("\"Town 77\"");
    assertThat(result.length()).isLessThan(rows.length() * 3 / 4);
  }

  @Test
  void theRestOfTheBodyStaysAsItIs() {
    var body =
        "{ \"tools\":[{\"type\":\"function\", "
            + " \"function\":{\"name\":\"f\"}}],\"temperature\":0.50,"
            + chat(documents(100)).substring(1);

    var sent = send(compressor.route("{}"), exchange(body));

    var text = quote(sent.text());
    var asked = quote(documents(100));
    assertThat(sent.body()).isEqualTo(body.replace(asked, text)).isNotEqualTo(body);
  }

  @Test
  void thePromptAsItWasIsKeptUntilThePluginsAreDone() {
    var asked = ask(100);
    var route = compressor.route("{}");
    var compressed = Fixture.apply(new Fixture.Sent(asked, List.of()), route.onRequest(asked));

    assertThat(compressed.exchange().uncompressed()).isSameAs(asked.request());
    assertThat(
            Fixture.apply(compressed, route.beforeUpstream(compressed.exchange()))
                .exchange()
                .kept(Uncompressed.class))
        .contains(Uncompressed.FORGOTTEN);
  }

  @Test
  void withoutTimeToCountWhatWasCountedHolds() {
    var route = compressor.route("{}");
    var asked = ask(100);
    var sent = Fixture.apply(new Fixture.Sent(asked, List.of()), route.onRequest(asked));

    var accounted = Fixture.apply(sent, route.beforeUpstreamFailed(sent.exchange()));

    assertThat(accounted.header(SAVED)).isPresent();
    assertThat(route.onFailure(asked)).isEqualTo(Action.pass());
    assertThat(route.beforeUpstreamFailed(asked)).isEqualTo(Action.pass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON at all",
        "{\"messages\":[]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}"
      })
  void whatIsNotUnderstoodPasses(String body) {
    var asked = exchange(body + " ".repeat(2_000));

    assertThat(send(compressor.route("{}"), asked).exchange().request()).isSameAs(asked.request());
  }

  @Test
  void aRouteThatNeedsAClassifierSaysThatThereIsNone() {
    var config = compressor.read("{'pruning':'classifier'}");

    assertThatThrownBy(() -> compressor.plugin.prepare(config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("pruning")
        .hasMessageContaining("sluice.compressor.classifier.model");
  }
}
