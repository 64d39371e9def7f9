package io.sluice.runner.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.Upstream;
import io.sluice.runner.targets.SimulatedTarget.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reaches simulated targets, and answers when they do or at the deadline. */
final class SimulatedGateway implements Upstream {

  private final Map<String, SimulatedTarget> targets;
  private final SimulatedTime time;
  private final Random random;
  private final List<Sent> sent = new ArrayList<>();

  /** What the router sent by itself. */
  record Sent(String id, String target) {}

  SimulatedGateway(List<SimulatedTarget> targets, SimulatedTime time, Random random) {
    this.targets =
        targets.stream().collect(Collectors.toMap(SimulatedTarget::name, Function.identity()));
    this.time = time;
    this.random = random;
  }

  /** Returns what was sent for an exchange. */
  List<Sent> sent(String id) {
    return sent.stream().filter(one -> one.id().equals(id)).toList();
  }

  /** Forgets what was sent. */
  void forget() {
    sent.clear();
  }

  /** Returns how a target answers a request of now. */
  Reply reply(String target) {
    return named(target).reply(time.now(), random);
  }

  private SimulatedTarget named(String target) {
    var named = targets.get(target);
    if (named == null) {
      throw new AssertionError("no such target: " + target);
    }
    return named;
  }

  @Override
  public Answer send(
      String path,
      Target target,
      ChatRequest request,
      RequestId id,
      Subject subject,
      Duration deadline) {
    sent.add(new Sent(id.value(), target.name()));
    var reply = reply(target.name());
    boolean late = reply.took().compareTo(deadline) > 0;
    time.pass(late ? deadline : reply.took());
    if (late || reply.status() == 0) {
      throw new DependencyException("gateway", "answer", new TimeoutException());
    }
    return new Answer(
        reply.status(), "application/json", body(reply).getBytes(UTF_8), reply.took());
  }

  private String body(Reply reply) {
    if (reply.status() != 200) {
      return "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}";
    }
    return """
    {"object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
     "message":{"role":"assistant","content":"%s"}}],
     "usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}\
    """
        .formatted(random.nextInt(3) == 0 ? "I'm sorry, but I can't do that." : "It is the 42nd.");
  }
}
