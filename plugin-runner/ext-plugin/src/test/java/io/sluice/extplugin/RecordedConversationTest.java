package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.extplugin.Recording.Recorded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole recorded conversation, played again by a server of ours.
 *
 * <p>APISIX's frames are sent as they were recorded, except for the four bytes of the token, which
 * APISIX has from the runner. Our server asks its questions in another order than the recorded one
 * and gets the recorded answers.
 */
@Timeout(60)
class RecordedConversationTest {

  private static final Set<String> VARIABLES =
      Set.of(
          "consumer_name",
          "route_id",
          "http_x_consumer_username",
          "request_id",
          "remote_addr",
          "nosuchvar");

  @TempDir private Path folder;

  private final Map<Integer, Peer> peers = new HashMap<>();
  private final Map<Integer, Long> tokens = new HashMap<>();
  private final List<TestServer> servers = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (var peer : peers.values()) {
      peer.close();
    }
    servers.forEach(TestServer::close);
  }

  @Test
  void everyCallGetsTheRecordedReply() throws IOException {
    restart();
    Deque<Recorded> frames = new ArrayDeque<>(Recording.frames());
    int calls = 0;

    while (!frames.isEmpty()) {
      var asked = frames.remove();
      if (asked.type() == Frame.PREPARE_CONF) {
        prepare(asked, frames.remove());
      } else {
        var call = new ArrayList<Recorded>();
        while (!isReply(frames.element())) {
          call.add(frames.remove());
        }
        var reply = frames.remove();
        if (reply.type() == Frame.ERROR) {
          restart();
        }
        call(asked, call, reply);
        calls++;
      }
    }

    assertThat(calls).isEqualTo(9);
  }

  private void restart() throws IOException {
    servers.forEach(TestServer::close);
    servers.add(TestServer.start(folder, RecordedConversationTest::route));
  }

  private Peer peer(Recorded frame) throws IOException {
    var known = peers.get(frame.conn());
    if (known != null) {
      return known;
    }
    var peer = Peer.connect(servers.getLast().server.socket());
    peers.put(frame.conn(), peer);
    return peer;
  }

  private void prepare(Recorded asked, Recorded reply) throws IOException {
    var recorded = (Told.Prepared) Told.read(reply.type(), reply.buffer());

    var told = (Told.Prepared) peer(asked).ask(asked.type(), asked.payload());

    tokens.put((int) recorded.token(), told.token());
  }

  private void call(Recorded asked, List<Recorded> talk, Recorded reply) throws IOException {
    var answers = answers(talk);
    var peer = peer(asked);

    var told = peer.ask(asked.type(), withOurToken(asked));
    while (told instanceof Told.AskedBody || told instanceof Told.AskedVariable) {
      var unset = Asked.extraInfo(null);
      peer.send(Frame.EXTRA_INFO, answers.getOrDefault(told, unset));
      told = peer.receive();
    }

    assertThat(told).isEqualTo(Told.read(reply.type(), reply.buffer()));
  }

  private static Map<Told, byte[]> answers(List<Recorded> talk) {
    var answers = new HashMap<Told, byte[]>();
    for (int i = 0; i < talk.size(); i += 2) {
      var question = talk.get(i);
      answers.put(Told.read(question.type(), question.buffer()), talk.get(i + 1).payload());
    }
    return answers;
  }

  private byte[] withOurToken(Recorded call) {
    int recorded = (int) io.github.api7.A6.HTTPReqCall.Req.getRootAsReq(call.buffer()).confToken();
    int token = Objects.requireNonNull(tokens.get(recorded)).intValue();
    var payload = ByteBuffer.wrap(call.payload().clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < payload.limit(); at += 4) {
      if (payload.getInt(at) == recorded) {
        return payload.putInt(at, token).array();
      }
    }
    throw new AssertionError("no token in " + call);
  }

  private static boolean isReply(Recorded frame) {
    return !frame.fromApisix() && frame.type() != Frame.EXTRA_INFO;
  }

  private static Route route(int token, String key, List<PluginConf> plugins) {
    return plugins.getFirst().name().equals("noop")
        ? ScriptedRoute.PASS
        : ScriptedRoute.needing(true, VARIABLES, call -> Answer.of(act(call)));
  }

  /** What the runner of the recording did, told by a header of the request. */
  private static Action act(HttpCall call) {
    var act = call.headers().first("X-Act").orElse("");
    return switch (act) {
      case "" -> Action.pass();
      case "model" -> model(new String(call.body(), UTF_8));
      case "stop" -> RecordedActions.cached();
      case "del" ->
          Action.rewrite(
              new Change.DeleteHeader("X-Gone"),
              new Change.SetHeader("x-multi", "one"),
              new Change.SetHeader("x-multi", "two"));
      default -> variables(call, act.substring("var:".length()).split(","));
    };
  }

  private static Action model(String body) {
    return RecordedActions.cheap(
        body.replace("gpt-4o", "rewritten-model").replace("SECRET", "******"));
  }

  private static Action variables(HttpCall call, String[] names) {
    var text =
        Stream.of(names)
            .map(name -> name + "=" + call.variable(name) + ";")
            .collect(Collectors.joining());
    return Action.rewrite(
        new Change.SetHeader("X-Vars", text), new Change.AddResponseHeader("X-Vars", text));
  }
}
