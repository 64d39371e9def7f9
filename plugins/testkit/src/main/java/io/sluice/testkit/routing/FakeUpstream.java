package io.sluice.testkit.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A gateway that answers what a test says, in turn, and fails when it has nothing more to say. */
public final class FakeUpstream implements Upstream {

  private final Queue<Function<Sent, Answer>> script = new ConcurrentLinkedQueue<>();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** What was asked. */
  public record Sent(
      String path,
      Target target,
      ChatRequest request,
      RequestId id,
      Subject subject,
      Duration deadline) {}

  /** Has the next call answered with 200 and JSON. */
  public FakeUpstream answer(String json) {
    return answer(200, json, Duration.ofMillis(10));
  }

  /** Has the next call answered. */
  public FakeUpstream answer(int status, String json, Duration took) {
    return then(asked -> {
      if (took.compareTo(asked.deadline()) > 0) {
        throw new DependencyException("gateway", "answer in time", new TimeoutException());
      }
      return new Answer(status, "application/json", json.getBytes(UTF_8), took);
    });
  }

  /** Has the next call fail. */
  public FakeUpstream fail() {
    return then(asked -> {
      throw new DependencyException("gateway", "be reached", new IllegalStateException("away"));
    });
  }

  /** Has the next call answered by a function of what was asked. */
  public FakeUpstream then(Function<Sent, Answer> next) {
    script.add(next);
    return this;
  }

  /** Returns what was asked, in its order. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  @Override
  public Answer send(
      String path,
      Target target,
      ChatRequest request,
      RequestId id,
      Subject subject,
      Duration deadline) {
    var asked = new Sent(path, target, request, id, subject, deadline);
    sent.add(asked);
    var next = script.poll();
    if (next == null) {
      throw new DependencyException("gateway", "answer", new IllegalStateException("no more"));
    }
    return next.apply(asked);
  }
}
