package io.sluice.gateway.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.TextEntry;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.ClientRequest;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.RequestLine;
import io.sluice.gateway.exchange.Uris;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EncoderTest {

  /** What a call means, whatever the order in which its bytes were written. */
  private record Meaning(
      String path, int method, List<Integer> source, List<String> args, List<String> headers) {

    static Meaning of(ByteBuffer payload) {
      var req = Req.getRootAsReq(payload);
      return new Meaning(
          req.path(),
          req.method(),
          IntStream.range(0, req.srcIpLength()).mapToObj(req::srcIp).toList(),
          byName(entries(req.argsLength(), req::args)),
          byName(entries(req.headersLength(), req::headers)));
    }

    /** Lua's tables have no order; the entries of one name keep theirs. */
    private static List<String> byName(List<String> entries) {
      return entries.stream().sorted(Comparator.comparing(Meaning::name)).toList();
    }

    private static String name(String entry) {
      return entry.replaceFirst("=.*", "");
    }

    private static List<String> entries(int length, IntFunction<TextEntry> at) {
      return IntStream.range(0, length)
          .mapToObj(at)
          .map(e -> e.value() == null ? e.name() : e.name() + "=" + e.value())
          .toList();
    }
  }

  private static List<JsonNode> recorded() throws IOException {
    try (var in = EncoderTest.class.getResourceAsStream("/apisix-3.18-frames.jsonl")) {
      assertThat(in).isNotNull();
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(JsonMapper.shared()::readTree)
          .toList();
    }
  }

  private static ByteBuffer payload(JsonNode frame) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(frame.get("payload").asString()));
  }

  private static ClientRequest request(String target, HttpFields.Mutable headers) {
    var line = new RequestLine("GET", target, "HTTP/1.1");
    var remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9080);
    var path = Uris.normalPath(line.rawPath()).orElseThrow();
    return new ClientRequest(line, path, remote, local, headers, Optional.empty());
  }

  @Test
  void aCallMeansWhatApisixMeantWithTheRecordedOne() throws Exception {
    var frame = recorded().get(2);
    var headers =
        HttpFields.build()
            .add("Host", "127.0.0.1:9080")
            .add("User-Agent", "curl/7.88.1")
            .add("Accept", "*/*")
            .add("X-Multi", "one")
            .add("X-Multi", "two")
            .add("X-Forwarded-Proto", "http")
            .add("X-Forwarded-Host", "127.0.0.1:9080")
            .add("X-Forwarded-Port", "9080");
    var recorded = payload(frame);
    var token = Req.getRootAsReq(recorded).confToken();

    var encoded =
        Encoder.call(0, token, new Exchange(request("/noop/x?a=1&b=two&b=three&flag", headers)));

    assertThat(Meaning.of(encoded)).isEqualTo(Meaning.of(recorded));
    assertThat(Req.getRootAsReq(encoded).confToken()).isEqualTo(token);
  }

  @Test
  void aConfigurationIsPreparedAsApisixDoes() throws Exception {
    var recorded = io.github.api7.A6.PrepareConf.Req.getRootAsReq(payload(recorded().get(4)));
    var entries =
        IntStream.range(0, recorded.confLength())
            .mapToObj(recorded::conf)
            .map(e -> new RunnerConf.Entry(String.valueOf(e.name()), String.valueOf(e.value())))
            .toList();
    var conf = new RunnerConf(String.valueOf(recorded.key()), entries);

    var encoded = io.github.api7.A6.PrepareConf.Req.getRootAsReq(Encoder.prepareConf(conf));

    assertThat(encoded.key()).isEqualTo("route#chat#ext-plugin-pre-req#1795151852");
    assertThat(encoded.confLength()).isEqualTo(2);
    assertThat(encoded.conf(0).name()).isEqualTo("ai-semantic-cache");
    assertThat(encoded.conf(1).value()).isEqualTo("{\"tiers\":[\"fast\",\"smart\"]}");
  }

  @Test
  void anUnsetResultHasNoVectorAsInTheRecordedFrames() throws Exception {
    var recorded = payload(recorded().get(38));

    var encoded = Encoder.extraInfo(Optional.empty());

    assertThat(result(recorded)).isEmpty();
    assertThat(result(encoded)).isEmpty();
    assertThat(result(Encoder.extraInfo(Optional.of(new byte[] {65, -1})))).contains("A\u00ff");
  }

  private static Optional<String> result(ByteBuffer payload) {
    var resp = io.github.api7.A6.ExtraInfo.Resp.getRootAsResp(payload);
    return Optional.ofNullable(resp.resultAsByteBuffer()).map(ByteStrings::of);
  }

  @Test
  void recordedAnswersOfTheRunnerAreUnderstood() throws Exception {
    var frames = recorded();

    assertThat(Decoder.reply(payload(frames.get(3)))).isEqualTo(new Reply.Pass());
    assertThat(Decoder.reply(payload(frames.get(43))))
        .isEqualTo(
            new Reply.Stop(
                200,
                List.of(
                    field("Content-Type", "text/event-stream"),
                    field("X-AI-Cache", "HIT"),
                    field("Set-Cookie", "a=1"),
                    field("Set-Cookie", "b=2")),
                "data: cached\n\ndata: [DONE]\n\n"));
    assertThat(Decoder.reply(payload(frames.get(47))))
        .isEqualTo(
            new Reply.Rewrite(
                Optional.empty(),
                List.of(
                    new Reply.Field("X-Gone", Optional.empty()),
                    field("x-multi", "one"),
                    field("x-multi", "two")),
                List.of(),
                List.of(),
                Optional.empty()));
    assertThat(Decoder.reply(payload(frames.get(13))))
        .isInstanceOfSatisfying(
            Reply.Rewrite.class,
            rewrite ->
                assertThat(rewrite.body().orElse("")).startsWith("{\"model\":\"rewritten-model\""));
  }

  private static Reply.Field field(String name, String value) {
    return new Reply.Field(name, Optional.of(value));
  }
}
