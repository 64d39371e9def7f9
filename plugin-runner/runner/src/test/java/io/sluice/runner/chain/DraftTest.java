package io.sluice.runner.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.extplugin.Argument;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DraftTest {

  @Test
  void aClientsOwnHeadersOfOursAreDeletedHoweverTheyAreWritten() {
    var draft =
        Draft.governed(
            Calls.call(
                "X-AI-Target", "large",
                "x-ai-target", "larger",
                "X-Ai-Request-ID", "forged",
                "x_ai_tier", "smart",
                "X-AI_Anything", "1",
                "X-AIR", "mine",
                "Accept", "*/*"));

    var wire = Wire.of(draft.passed());

    assertThat(wire.deleted()).containsExactly("x-ai-target", "x-ai_anything", "x_ai_tier");
    assertThat(wire.upstream("X-AI-Request-Id")).contains(draft.exchange().id().value());
    assertThat(draft.exchange().headers())
        .containsExactly(new Header("X-AIR", "mine"), new Header("Accept", "*/*"));
    assertThat(draft.call().headers()).isEqualTo(draft.exchange().headers());
  }

  @Test
  void whatAClientSaysOfTheTargetIsReplacedByTheTarget() {
    var draft = Draft.governed(Calls.call("X-AI-TARGET", "large", "X-AI-Tier", "smart"));
    draft.apply(Action.rewrite(new Change.RouteTo(Calls.SMALL)));

    var wire = Wire.of(draft.passed());

    assertThat(wire.upstream("X-AI-Target")).contains("small");
    assertThat(wire.upstream("X-AI-Tier")).contains("fast");
    assertThat(wire.deleted()).isEmpty();
  }

  @Test
  void nobodySaysWhoAnAnonymousClientIs() {
    var draft =
        Draft.governed(
            Calls.anonymous("X-Consumer-Username", "alice", "X-CONSUMER-Custom-ID", "1", "B", "2"));

    var wire = Wire.of(draft.passed());

    assertThat(wire.deleted()).containsExactly("x-consumer-custom-id", "x-consumer-username");
    assertThat(draft.exchange().headers()).containsExactly(new Header("B", "2"));
    assertThat(draft.exchange().subject().isAnonymous()).isTrue();
  }

  @Test
  void whatApisixSaysOfAConsumerStays() {
    var draft =
        Draft.governed(Calls.call("X-Consumer-Username", "alice", "X_Consumer_Username", "bob"));

    var wire = Wire.of(draft.passed());

    assertThat(wire.deleted()).containsExactly("x_consumer_username");
    assertThat(draft.exchange().headers().first("x-consumer-username")).contains("alice");
  }

  @Test
  void theRequestIdIsAUuidOfVersionSevenAndOnTheResponseToo() {
    var draft = Draft.governed(Calls.call());

    var wire = Wire.of(draft.passed());

    var id = draft.exchange().id().value();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(wire.upstream("X-AI-Request-Id")).contains(id);
    assertThat(wire.response()).containsExactly("X-AI-Request-Id: " + id);
    assertThat(Draft.governed(Calls.call()).exchange().id().value()).isNotEqualTo(id);
  }

  @Test
  void theResponseTellsTargetTierAndEveryDecision() {
    var draft = Draft.governed(Calls.call());
    draft.apply(
        Action.rewrite(new Change.Explain(Decision.of("a", "b")), new Change.RouteTo(Calls.LARGE)));
    draft.apply(Action.rewrite(new Change.Explain(Decision.of("c", "d").with("e", "f"))));

    var wire = Wire.of(draft.passed());

    assertThat(wire.response())
        .containsExactly(
            "X-AI-Request-Id: " + draft.exchange().id(),
            "X-AI-Target: large",
            "X-AI-Tier: smart",
            "X-AI-Decision: a;reason=b, c;reason=d;e=f");
  }

  @Test
  void aTargetPutsItsModelIntoTheBodyAndNothingElse() {
    var draft = Draft.governed(Calls.call());
    draft.apply(Action.rewrite(new Change.RouteTo(Calls.LARGE)));
    draft.apply(Action.rewrite(new Change.RouteTo(Calls.SMALL)));

    var wire = Wire.of(draft.passed());

    assertThat(wire.bodies()).containsExactly(Calls.BODY.replace("auto", "gpt-5-mini"));
  }

  @Test
  void aBodyThatDidNotChangeIsNotSent() {
    var untouched = Draft.governed(Calls.call());
    var same = Draft.governed(Calls.call());
    same.apply(Action.rewrite(new Change.SetBody(ChatRequest.of(Calls.BODY.getBytes(UTF_8)))));

    assertThat(Wire.of(untouched.passed()).bodies()).isEmpty();
    assertThat(Wire.of(same.passed()).bodies()).isEmpty();
  }

  @Test
  void severalChangesOfTheBodyAreSentAsOne() {
    var draft = Draft.governed(Calls.call());
    draft.apply(Action.rewrite(new Change.SetBody(body("{\"messages\":[]}"))));
    draft.apply(Action.rewrite(new Change.SetBody(body("{\"messages\":[{}]}"))));
    draft.apply(Action.rewrite(new Change.RouteTo(Calls.LARGE)));

    var wire = Wire.of(draft.passed());

    assertThat(wire.bodies()).containsExactly("{\"model\":\"gpt-5.1\",\"messages\":[{}]}");
  }

  @Test
  void aFilterAfterwardsGetsTheCallAsItIsByThen() {
    var draft = Draft.governed(Calls.call("Accept", "*/*", "B", "1"));
    draft.apply(
        Action.rewrite(
            new Change.RouteTo(Calls.LARGE),
            new Change.SetHeader("accept", "text/plain"),
            new Change.DeleteHeader("b"),
            new Change.SetPath("/v2"),
            new Change.SetArgument("b", "2"),
            new Change.DeleteArgument("a")));

    var call = draft.call();

    assertThat(call.body()).isEqualTo(Calls.BODY.replace("auto", "gpt-5.1").getBytes(UTF_8));
    assertThat(call.headers()).containsExactly(new Header("accept", "text/plain"));
    assertThat(call.path()).isEqualTo("/v2");
    assertThat(call.arguments()).containsExactly(new Argument("b", "2"));
  }

  @Test
  void everyOtherChangeReachesApisixInOrder() {
    var draft = Draft.governed(Calls.call());
    List<Change> changes =
        List.of(
            new Change.SetHeader("A", "1"),
            new Change.DeleteHeader("A"),
            new Change.SetPath("/v2"),
            new Change.SetArgument("b", "2"),
            new Change.DeleteArgument("c"),
            new Change.AddResponseHeader("D", "4"));
    draft.apply(new Action.Rewrite(changes));

    assertThat(((Action.Rewrite) draft.passed()).changes()).containsSubsequence(changes);
  }

  @Test
  void aCallWithoutPluginsOfOursIsLeftAlone() {
    var draft = Draft.plain(Calls.anonymous("X-AI-Target", "large", "X-Consumer-Username", "x"));

    assertThat(draft.passed()).isEqualTo(Action.pass());
    assertThat(draft.call().headers().asList()).hasSize(2);
    assertThatThrownBy(draft::exchange).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFiltersBodyIsSentWithoutPluginsOfOurs() {
    var draft = Draft.plain(Calls.call());
    draft.apply(Action.rewrite(new Change.SetBody(body("{}"))));

    assertThat(Wire.of(draft.passed()).bodies()).containsExactly("{}");
    assertThat(draft.call().body()).isEqualTo("{}".getBytes(UTF_8));
  }

  @Test
  void aStopIsExplainedAfterWhatWasDecidedBefore() {
    var draft = Draft.governed(Calls.call());
    draft.apply(Action.rewrite(new Change.Explain(Decision.of("a", "b"))));
    var stop =
        new Action.Stop(
            200,
            Headers.none(),
            new byte[0],
            List.of(new Change.Explain(Decision.of("c", "d")), new Change.Keep(new Kept("x"))));

    draft.apply(stop);

    assertThat(((Action.Stop) draft.stopped(stop)).headers().all("X-AI-Decision"))
        .containsExactly("a;reason=b, c;reason=d");
    assertThat(draft.exchange().kept(Kept.class)).contains(new Kept("x"));
  }

  private record Kept(String text) {}

  @Test
  void aFiltersStopIsSentAsItIsWithoutPluginsOfOurs() {
    var stop = new Action.Stop(403, Headers.none(), new byte[] {1});

    assertThat((Action.Stop) Draft.plain(Calls.call()).stopped(stop)).isEqualTo(stop);
  }

  private static ChatRequest body(String json) {
    return ChatRequest.of(json.getBytes(UTF_8));
  }
}
