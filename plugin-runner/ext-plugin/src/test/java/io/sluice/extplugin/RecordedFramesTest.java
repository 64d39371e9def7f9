package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.extplugin.FrameEncoder.Refusal;
import io.sluice.extplugin.Recording.Recorded;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every frame of a real APISIX means what it meant, and every frame of the runner can be made. */
class RecordedFramesTest {

  private static final String VARIABLES =
      "consumer_name=alice;route_id=chat;http_x_consumer_username=alice;"
          + "request_id=7a784a4d287e0131e5b29c4392024ccf;remote_addr=127.0.0.1;nosuchvar=;";

  private final List<Recorded> frames = Recording.frames();

  @Test
  void theRecordingHasFramesOfEveryKind() {
    var kinds = frames.stream().map(frame -> frame.from() + frame.type()).distinct();

    assertThat(frames).hasSize(48);
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "apisix1", "apisix2", "apisix3", "runner0", "runner1", "runner2", "runner3");
  }

  @Test
  void readsWhatApisixPrepares() throws Exception {
    var chat =
        new FrameDecoder.PrepareConf(
            "route#chat#ext-plugin-pre-req#1795151852",
            List.of(
                new PluginConf("ai-semantic-cache", "{\"similarity_threshold\":0.95}"),
                new PluginConf("ai-semantic-router", "{\"tiers\":[\"fast\",\"smart\"]}")));

    var read = new ArrayList<FrameDecoder.PrepareConf>();
    for (var frame : ofApisix(Frame.PREPARE_CONF)) {
      read.add(FrameDecoder.prepareConf(frame.buffer()));
    }

    assertThat(read)
        .containsExactly(
            new FrameDecoder.PrepareConf(
                "route#noop#ext-plugin-pre-req#1795151852", List.of(new PluginConf("noop", ""))),
            chat,
            chat);
  }

  @Test
  void readsMethodPathTokenAndSourceOfEveryCall() throws Exception {
    var read = new ArrayList<String>();
    for (var call : calls()) {
      assertThat(call.source()).containsExactly(127, 0, 0, 1);
      assertThat(call.body()).isEmpty();
      assertThat(call.variables()).isEmpty();
      read.add("%d %s %s %d".formatted(call.id(), call.method(), call.path(), call.confToken()));
    }

    assertThat(read)
        .containsExactly(
            "0 GET /noop/x 4560105",
            "1 POST /v1/chat/completions 4560106",
            "2 POST /v1/chat/completions 4560106",
            "3 POST /v1/chat/completions 4560106",
            "4 GET /noop/y 4560105",
            "5 POST /v1/chat/completions 4560106",
            "6 POST /v1/chat/completions 7365218",
            "7 POST /v1/chat/completions 7365218",
            "8 POST /v1/echo 7365218");
  }

  @Test
  void readsRepeatedAndFlagArgumentsInOrder() throws Exception {
    var call = calls().getFirst();

    assertThat(call.arguments())
        .containsExactly(
            new Argument("flag", ""),
            new Argument("a", "1"),
            new Argument("b", "two"),
            new Argument("b", "three"));
  }

  @Test
  void readsRepeatedHeadersInOrder() throws Exception {
    var call = calls().getFirst();

    assertThat(call.headers().asList())
        .containsExactly(
            new Header("x-forwarded-port", "9080"),
            new Header("host", "127.0.0.1:9080"),
            new Header("user-agent", "curl/7.88.1"),
            new Header("x-multi", "one"),
            new Header("x-multi", "two"),
            new Header("x-forwarded-host", "127.0.0.1:9080"),
            new Header("accept", "*/*"),
            new Header("x-forwarded-proto", "http"));
  }

  @Test
  void readsTheHeadersOfEveryOtherCall() throws Exception {
    var calls = calls();

    assertThat(calls.get(1).headers())
        .hasSize(10)
        .contains(new Header("x-consumer-username", "alice"), new Header("content-length", "90"));
    assertThat(calls.get(2).headers()).hasSize(11).contains(new Header("x-act", "model"));
    assertThat(calls.get(3).headers()).hasSize(11).contains(new Header("content-length", "119"));
    assertThat(calls.get(5).headers())
        .hasSize(11)
        .contains(
            new Header(
                "x-act",
                "var:consumer_name,route_id,http_x_consumer_username,request_id,remote_addr,"
                    + "nosuchvar"));
    assertThat(calls.get(6).headers()).isEqualTo(calls.get(5).headers());
    assertThat(calls.get(7).headers()).hasSize(11).contains(new Header("x-act", "stop"));
    assertThat(calls.get(8).headers())
        .hasSize(14)
        .contains(new Header("x-gone", "here"), new Header("x-ai-request-id", "spoof"));
  }

  @Test
  void readsAHeaderThatIsNotUtf8ByteForByte() throws Exception {
    var call = calls().get(4);

    assertThat(call.headers().first("X-BIN").orElseThrow().getBytes(ISO_8859_1))
        .containsExactly(0xff, 0xfe);
  }

  @Test
  void readsBodiesAndVariables() throws Exception {
    var read = new ArrayList<String>();
    for (var frame : ofApisix(Frame.EXTRA_INFO)) {
      read.add(new String(FrameDecoder.extraInfo(frame.buffer()), UTF_8));
    }

    assertThat(read)
        .containsExactly(
            question("What is the capital of France?"),
            question("Grüße – 你好 SECRET"),
            "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
            "{}",
            "alice",
            "chat",
            "alice",
            "7a784a4d287e0131e5b29c4392024ccf",
            "127.0.0.1",
            "",
            "{}",
            "{}");
  }

  @Test
  void makesEveryFrameThatTheRunnerSent() {
    var recorded =
        frames.stream()
            .filter(frame -> !frame.fromApisix())
            .map(frame -> Told.read(frame.type(), frame.buffer()));
    var made =
        List.of(
            FrameEncoder.prepared(4560105),
            FrameEncoder.action(0, Action.pass()),
            FrameEncoder.prepared(4560106),
            FrameEncoder.askBody(),
            FrameEncoder.action(1, Action.pass()),
            FrameEncoder.askBody(),
            FrameEncoder.action(2, RecordedActions.cheap(rewritten("Grüße – 你好 ******"))),
            FrameEncoder.askBody(),
            FrameEncoder.action(
                3,
                RecordedActions.cheap(
                    "{\"model\":\"rewritten-model\",\"stream\":true,\"stream_options\":"
                        + "{\"include_usage\":true},\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"hello\"}]}")),
            FrameEncoder.action(4, Action.pass()),
            FrameEncoder.refusal(Refusal.CONF_TOKEN_NOT_FOUND),
            FrameEncoder.prepared(7365218),
            FrameEncoder.askBody(),
            FrameEncoder.askVariable("consumer_name"),
            FrameEncoder.askVariable("route_id"),
            FrameEncoder.askVariable("http_x_consumer_username"),
            FrameEncoder.askVariable("request_id"),
            FrameEncoder.askVariable("remote_addr"),
            FrameEncoder.askVariable("nosuchvar"),
            FrameEncoder.action(
                6,
                Action.rewrite(
                    new Change.SetHeader("X-Vars", VARIABLES),
                    new Change.AddResponseHeader("X-Vars", VARIABLES))),
            FrameEncoder.askBody(),
            FrameEncoder.action(7, RecordedActions.cached()),
            FrameEncoder.askBody(),
            FrameEncoder.action(8, deleting()));

    assertThat(made.stream().map(frame -> Told.read(frame.type(), frame.payload())))
        .containsExactlyElementsOf(recorded.toList());
  }

  @Test
  void framesReadFromAStreamAreTheBytesThatWereSent() throws Exception {
    var stream = new java.io.ByteArrayOutputStream();
    for (var frame : frames) {
      var header = ByteBuffer.allocate(4).putInt(0, frame.type() << 24 | frame.payload().length);
      stream.writeBytes(header.array());
      stream.writeBytes(frame.payload());
    }

    var channel =
        new FrameChannel(
            new OneByteAtATime(stream.toByteArray()),
            1024,
            LargeFrames.ofThisHeap(),
            Duration.ZERO);

    for (var frame : frames) {
      assertThat(channel.await()).isTrue();
      var read = channel.read();
      assertThat(read.type()).isEqualTo(frame.type());
      assertThat(read.payload().array()).isEqualTo(frame.payload());
    }
    assertThat(channel.await()).isFalse();
  }

  @Test
  void framesWrittenTogetherAreReadOneByOne() throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    var big = FrameEncoder.action(1, Action.rewrite(new Change.SetBody(ChatRequest.of(body()))));
    int bigLength = big.payload().remaining();

    new FrameChannel(writing(out), 1024, LargeFrames.ofThisHeap(), Duration.ZERO)
        .write(FrameEncoder.askVariable("route_id"), big, FrameEncoder.askBody());

    var in =
        new FrameChannel(
            new OneByteAtATime(out.toByteArray()),
            1 << 20,
            LargeFrames.ofThisHeap(),
            Duration.ZERO);
    assertThat(in.read()).satisfies(frame -> told(frame, new Told.AskedVariable("route_id")));
    assertThat(in.read())
        .satisfies(frame -> {
          assertThat(frame.payload().remaining()).isEqualTo(bigLength);
          var expected = new String(body(), ISO_8859_1);
          told(frame, new Told.Rewritten(1, null, List.of(), List.of(), List.of(), expected));
        });
    assertThat(in.read()).satisfies(frame -> told(frame, new Told.AskedBody()));
    assertThat(in.await()).isFalse();
  }

  private static void told(Frame frame, Told expected) {
    assertThat(Told.read(frame.type(), frame.payload())).isEqualTo(expected);
  }

  /** More than one slice of the channel, and no multiple of one. */
  private static byte[] body() {
    var body = new byte[200_003];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31);
    }
    return body;
  }

  private List<Recorded> ofApisix(int type) {
    return frames.stream().filter(frame -> frame.fromApisix() && frame.type() == type).toList();
  }

  private List<HttpCall> calls() throws MalformedFrameException {
    var calls = new ArrayList<HttpCall>();
    for (var frame : ofApisix(Frame.HTTP_REQ_CALL)) {
      calls.add(FrameDecoder.httpReqCall(frame.buffer()));
    }
    return calls;
  }

  private static String question(String text) {
    return "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  private static String rewritten(String text) {
    return question(text).replace("gpt-4o", "rewritten-model");
  }

  private static Action deleting() {
    return Action.rewrite(
        new Change.DeleteHeader("X-Gone"),
        new Change.SetHeader("x-multi", "one"),
        new Change.SetHeader("x-multi", "two"));
  }

  private static java.nio.channels.ByteChannel writing(java.io.OutputStream out) {
    var channel = Channels.newChannel(out);
    return new OneByteAtATime(new byte[0]) {
      @Override
      public int write(ByteBuffer bytes) throws java.io.IOException {
        // A socket takes what it has room for.
        var part = bytes.slice();
        part.limit(Math.min(part.limit(), 1000));
        int written = channel.write(part);
        bytes.position(bytes.position() + written);
        return written;
      }
    };
  }

  /** A slow sender. */
  private static class OneByteAtATime implements java.nio.channels.ByteChannel {

    private final ByteBuffer bytes;

    OneByteAtATime(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer into) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      into.put(bytes.get());
      return 1;
    }

    @Override
    public int write(ByteBuffer from) throws java.io.IOException {
      throw new java.io.IOException("this channel is read");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
