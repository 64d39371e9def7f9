package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.extplugin.Asked.Pair;
import io.sluice.extplugin.CallObserver.Outcome;
import io.sluice.extplugin.Told.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a route sees of a call, and what APISIX sees of its answer. */
@Timeout(60)
class CallTest {

  @TempDir private Path folder;

  private final BlockingQueue<HttpCall> seen = new LinkedBlockingQueue<>();

  @Test
  void variablesAndBodyAreFetchedWithOneWriteAndReadInOrder() throws Exception {
    try (var server = TestServer.start(folder, seeing(true, Set.of("route_id", "consumer_name")));
        var peer = server.connect()) {
      var first = peer.call(1, peer.prepare());
      var second = peer.receive();
      var third = peer.receive();
      peer.send(Frame.EXTRA_INFO, Asked.extraInfo("alice".getBytes(UTF_8)));
      peer.send(Frame.EXTRA_INFO, Asked.extraInfo("chat".getBytes(UTF_8)));
      peer.send(Frame.EXTRA_INFO, Asked.extraInfo("{}".getBytes(UTF_8)));

      assertThat(List.of(first, second, third))
          .containsExactly(
              new Told.AskedVariable("consumer_name"),
              new Told.AskedVariable("route_id"),
              new Told.AskedBody());
      assertThat(peer.receive()).isEqualTo(new Told.Passed(1));
      var call = seen();
      assertThat(call.variables()).isEqualTo(Map.of("consumer_name", "alice", "route_id", "chat"));
      assertThat(call.body()).asString(UTF_8).isEqualTo("{}");
    }
  }

  @Test
  void anUnsetVariableAndAnEmptyBodyAreEmpty() throws Exception {
    try (var server = TestServer.start(folder, seeing(true, Set.of("consumer_name")));
        var peer = server.connect()) {
      peer.call(1, peer.prepare());
      peer.receive();
      peer.send(Frame.EXTRA_INFO, Asked.extraInfo(null));
      peer.send(Frame.EXTRA_INFO, Asked.extraInfo(null));

      assertThat(peer.receive()).isEqualTo(new Told.Passed(1));
      var call = seen();
      assertThat(call.variables()).isEmpty();
      assertThat(call.variable("consumer_name")).isEmpty();
      assertThat(call.body()).isEmpty();
    }
  }

  @Test
  void nothingIsAskedForWhereNothingIsNeeded() throws Exception {
    try (var server = TestServer.start(folder, seeing(false, Set.of()));
        var peer = server.connect()) {
      assertThat(peer.call(1, peer.prepare())).isEqualTo(new Told.Passed(1));
    }
  }

  @Test
  void theLargestFrameThatApisixSendsIsRead() throws Exception {
    var body = new byte[ExtPluginConfig.MAX_FRAME_BYTES - 27];
    body[0] = 'a';
    body[body.length - 1] = 'z';
    var frame = Asked.extraInfo(body);
    // Up to the last byte: flatbuffers end on a multiple of four, and what follows is not looked
    // at.
    var largest = java.util.Arrays.copyOf(frame, ExtPluginConfig.MAX_FRAME_BYTES);

    try (var server = TestServer.start(folder, seeing(true, Set.of()));
        var peer = server.connect()) {
      peer.call(1, peer.prepare());
      peer.send(Frame.EXTRA_INFO, largest);

      assertThat(frame).hasSizeLessThanOrEqualTo(ExtPluginConfig.MAX_FRAME_BYTES);
      assertThat(peer.receive()).isEqualTo(new Told.Passed(1));
      assertThat(seen().body()).isEqualTo(body);
    }
  }

  @Test
  void aBodyOfFiveMegabytesIsRewritten() throws Exception {
    var body = "ä".repeat(2_500_000).getBytes(UTF_8);
    var action = Action.rewrite(new Change.SetBody(ChatRequest.of(body)));

    try (var server = TestServer.start(folder, ScriptedRoute.answering(action));
        var peer = server.connect()) {
      var told = (Told.Rewritten) peer.call(1, peer.prepare());

      assertThat(told.body()).isEqualTo(new String(body, ISO_8859_1));
      assertThat(server.outcomes(1)).containsExactly(Outcome.REWRITE);
    }
  }

  @Test
  void bytesThatAreNotUtf8SurviveInPathArgumentsAndHeaders() throws Exception {
    byte[] broken = {'a', (byte) 0xff, (byte) 0xc3};
    var pair = new Pair(broken, broken);

    try (var server = TestServer.start(folder, seeing(false, Set.of()));
        var peer = server.connect()) {
      var frame =
          Asked.call(1, peer.prepare(), broken, Asked.LOCALHOST, List.of(pair), List.of(pair));
      var told = peer.ask(Frame.HTTP_REQ_CALL, frame);

      assertThat(told).isEqualTo(new Told.Passed(1));
      var call = seen();
      var text = new String(broken, ISO_8859_1);
      assertThat(call.path()).isEqualTo(text);
      assertThat(call.arguments()).containsExactly(new Argument(text, text));
      assertThat(call.headers()).containsExactly(new Header(text, text));
    }
  }

  @Test
  void textIsUtf8EvenWhereItHoldsTheReplacementCharacter() throws Exception {
    var text = "ü 你好 \uFFFD";

    try (var server = TestServer.start(folder, seeing(false, Set.of()));
        var peer = server.connect()) {
      var frame =
          Asked.call(
              1,
              peer.prepare(),
              text.getBytes(UTF_8),
              Asked.LOCALHOST,
              List.of(),
              List.of(Pair.of("x", text)));
      peer.ask(Frame.HTTP_REQ_CALL, frame);

      var call = seen();
      assertThat(call.path()).isEqualTo(text);
      assertThat(call.headers().first("X")).hasValue(text);
    }
  }

  @Test
  void repeatedArgumentsAndHeadersKeepTheirOrderAndFlagsHaveNoValue() throws Exception {
    try (var server = TestServer.start(folder, seeing(false, Set.of()));
        var peer = server.connect()) {
      var frame =
          Asked.call(
              1,
              peer.prepare(),
              "/".getBytes(UTF_8),
              Asked.LOCALHOST,
              List.of(
                  Pair.of("b", "2"), Pair.of("flag", null), Pair.of("a", ""), Pair.of("b", "1")),
              List.of(Pair.of("X-B", "2"), Pair.of("x-a", ""), Pair.of("x-b", "1")));
      peer.ask(Frame.HTTP_REQ_CALL, frame);

      var call = seen();
      assertThat(call.arguments())
          .containsExactly(
              new Argument("b", "2"),
              new Argument("flag", ""),
              new Argument("a", ""),
              new Argument("b", "1"));
      assertThat(call.headers())
          .containsExactly(new Header("X-B", "2"), new Header("x-a", ""), new Header("x-b", "1"));
      assertThat(call.headers().all("x-B")).containsExactly("2", "1");
    }
  }

  @Test
  void anIpv6SourceHasSixteenBytes() throws Exception {
    byte[] source = java.net.InetAddress.getByName("2001:db8::7").getAddress();

    try (var server = TestServer.start(folder, seeing(false, Set.of()));
        var peer = server.connect()) {
      var frame = Asked.call(1, peer.prepare(), "/".getBytes(UTF_8), source, List.of(), List.of());
      peer.ask(Frame.HTTP_REQ_CALL, frame);

      assertThat(seen().source()).isEqualTo(source);
    }
  }

  @Test
  void idsAndTokensUseAllThirtyTwoBits() throws Exception {
    try (var server = TestServer.start(folder, seeing(false, Set.of()));
        var peer = server.connect()) {
      assertThat(peer.call(0xffff_fffeL, peer.prepare())).isEqualTo(new Told.Passed(0xffff_fffeL));
      assertThat(seen().id()).isEqualTo(0xffff_fffeL);
      assertThat(Told.read(Frame.PREPARE_CONF, FrameEncoder.prepared(-2).payload()))
          .isEqualTo(new Told.Prepared(0xffff_fffeL));
    }
  }

  @Test
  void aStopKeepsStatusRepeatedHeadersAndBody() throws Exception {
    var stop =
        new Action.Stop(
            429,
            Headers.of(List.of(new Header("Set-Cookie", "a"), new Header("Set-Cookie", "b"))),
            "überfüllt".getBytes(UTF_8));

    try (var server = TestServer.start(folder, ScriptedRoute.answering(stop));
        var peer = server.connect()) {
      assertThat(peer.call(1, peer.prepare()))
          .isEqualTo(
              new Told.Stopped(
                  1,
                  429,
                  List.of(new Entry("Set-Cookie", "a"), new Entry("Set-Cookie", "b")),
                  Told.utf8("überfüllt")));
      assertThat(server.outcomes(1)).containsExactly(Outcome.STOP);
    }
  }

  @Test
  void aRewriteCarriesEveryKindOfChange() {
    var action =
        Action.rewrite(
            new Change.SetPath("/new"),
            new Change.SetHeader("X-A", "1"),
            new Change.SetHeader("X-Empty", ""),
            new Change.DeleteHeader("X-Gone"),
            new Change.SetArgument("a", "ü"),
            new Change.DeleteArgument("gone"),
            new Change.AddResponseHeader("X-R", "1"),
            new Change.AddResponseHeader("X-R", "2"),
            new Change.SetBody(ChatRequest.of("{}".getBytes(UTF_8))));

    var frame = FrameEncoder.action(7, action);

    assertThat(Told.read(frame.type(), frame.payload()))
        .isEqualTo(
            new Told.Rewritten(
                7,
                "/new",
                List.of(new Entry("X-A", "1"), new Entry("X-Empty", ""), new Entry("X-Gone", null)),
                List.of(new Entry("a", "ü"), new Entry("gone", null)),
                List.of(new Entry("X-R", "1"), new Entry("X-R", "2")),
                "{}"));
  }

  @Test
  void anArgumentSetTwiceIsSentOnceSinceApisixJoinsRepeatedNames() {
    var action =
        Action.rewrite(
            new Change.SetArgument("a", "1"),
            new Change.SetArgument("b", "1"),
            new Change.SetArgument("a", "2"),
            new Change.SetArgument("b", "2"),
            new Change.DeleteArgument("b"));

    var frame = FrameEncoder.action(1, action);

    var told = (Told.Rewritten) Told.read(frame.type(), frame.payload());
    assertThat(told.arguments()).containsExactly(new Entry("a", "2"), new Entry("b", null));
  }

  @Test
  void halfASurrogatePairIsSentAsAQuestionMark() throws Exception {
    var action = Action.rewrite(new Change.SetHeader("X-A", "a\uD83Db"));

    try (var server = TestServer.start(folder, ScriptedRoute.answering(action));
        var peer = server.connect()) {
      var told = (Told.Rewritten) peer.call(1, peer.prepare());

      assertThat(told.headers()).containsExactly(new Entry("X-A", "a?b"));
    }
  }

  @Test
  void takenIsRunOnceBeforeTheReply() throws Exception {
    var taken = new AtomicInteger();
    Function<HttpCall, Answer> script = call -> new Answer(Action.pass(), taken::incrementAndGet);

    try (var server = TestServer.start(folder, ScriptedRoute.of(script));
        var peer = server.connect()) {
      var told = peer.call(1, peer.prepare());
      int takenWhenTold = taken.get();

      assertThat(told).isEqualTo(new Told.Passed(1));
      assertThat(takenWhenTold).isEqualTo(1);
      assertThat(server.outcomes(1)).containsExactly(Outcome.PASS);
      assertThat(taken).hasValue(1);
    }
  }

  @Test
  void aResponsePhaseCallIsAnsweredWithItsIdAndNoAction() throws Exception {
    try (var server = TestServer.start(folder, seeing(true, Set.of()));
        var peer = server.connect()) {
      long token = peer.prepare();

      assertThat(peer.ask(Frame.HTTP_RESP_CALL, Asked.responseCall(77, token)))
          .isEqualTo(new Told.PassedResponse(77));
      assertThat(peer.ask(Frame.HTTP_RESP_CALL, Asked.responseCall(78, 12345)))
          .isEqualTo(new Told.PassedResponse(78));
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void aConnectionServesManyCallsOfManyRoutes() throws Exception {
    var stop = new Action.Stop(204, Headers.none(), new byte[0]);
    var routes = Map.of("pass", ScriptedRoute.PASS, "stop", ScriptedRoute.answering(stop));

    try (var server = TestServer.start(folder, TestServer.byName(routes));
        var peer = server.connect()) {
      long pass = peer.prepare(new PluginConf("pass", ""));
      long stopping = peer.prepare(new PluginConf("stop", ""));

      for (int i = 0; i < 100; i += 2) {
        assertThat(peer.call(i, pass)).isEqualTo(new Told.Passed(i));
        assertThat(peer.call(i + 1, stopping))
            .isEqualTo(new Told.Stopped(i + 1, 204, List.of(), ""));
      }
    }
  }

  /** A route that lets everything pass, and remembers it. */
  private Route seeing(boolean body, Set<String> variables) {
    return ScriptedRoute.needing(
        body,
        variables,
        call -> {
          seen.add(call);
          return Answer.of(Action.pass());
        });
  }

  private HttpCall seen() throws InterruptedException {
    var call = seen.poll(TestServer.GUARD.toSeconds(), TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return java.util.Objects.requireNonNull(call);
  }
}
