package io.sluice.testkit;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chat completions of a stub provider: says what its behaviour tells it to, when it tells. */
final class ChatCompletions {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final String provider;

  ChatCompletions(String provider) {
    this.provider = provider;
  }

  void answer(HttpRequest http, StubBehaviour ofProvider, Reply reply) throws IOException {
    long start = System.nanoTime();
    StubBehaviour behaviour;
    JsonNode request;
    try {
      behaviour = ofProvider.forRequest(http.headers());
      request = JSON.readTree(http.body().bytes());
    } catch (IllegalArgumentException | JacksonException e) {
      reply.json(400, ChatShapes.error(message(e), "invalid_request_error", ""));
      return;
    }
    if (behaviour.hang()) {
      reply.pause(start + FOR_EVER.toNanos());
    }
    long due = start + behaviour.latency().toNanos();
    reply.pause(due);
    if (behaviour.status() != 200) {
      reply.json(behaviour.status(), told(behaviour));
    } else if (!request.path("messages").isArray() || !request.path("model").isString()) {
      reply.json(
          400, ChatShapes.error("model and messages are needed", "invalid_request_error", ""));
    } else {
      var answer = StubAnswer.to(provider, request, behaviour);
      var shapes =
          new ChatShapes(
              answer,
              "chatcmpl-" + provider + "-" + reply.recording().number(),
              reply.recording().arrivedAt().getEpochSecond());
      if (answer.streamed()) {
        stream(answer, shapes, behaviour, due, reply);
      } else {
        whole(answer, shapes, behaviour, due, reply);
      }
    }
  }

  private static void whole(
      StubAnswer answer, ChatShapes shapes, StubBehaviour behaviour, long due, Reply reply)
      throws IOException {
    reply.pause(due + behaviour.tokenPace().toNanos() * answer.pieces().size());
    var completion = shapes.completion(behaviour.usage());
    if (behaviour.cutAfterTokens().isPresent()) {
      reply.halfOf(200, completion);
    } else {
      reply.json(200, completion);
    }
  }

  private static void stream(
      StubAnswer answer, ChatShapes shapes, StubBehaviour behaviour, long due, Reply reply)
      throws IOException {
    reply.startEvents();
    reply.event(shapes.opening().toString());
    int sent = 0;
    for (var piece : answer.pieces()) {
      if (sent == behaviour.cutAfterTokens().orElse(-1)) {
        reply.cut();
        return;
      }
      // Due times, not pauses in a row: a busy machine does not stretch the stream.
      reply.pause(due + behaviour.tokenPace().toNanos() * sent);
      reply.event(shapes.delta(piece).toString());
      sent++;
    }
    reply.event(shapes.closing().toString());
    if (answer.streamsUsage() && behaviour.usage()) {
      reply.event(shapes.usageChunk().toString());
    }
    reply.event("[DONE]");
    reply.endEvents();
  }

  private JsonNode told(StubBehaviour behaviour) {
    int status = behaviour.status();
    var type =
        switch (status) {
          case 429 -> "rate_limit_error";
          default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    var usual =
        switch (status) {
          case 401 -> "invalid_api_key";
          case 404 -> "model_not_found";
          case 429 -> "rate_limit_exceeded";
          default -> "";
        };
    var code = behaviour.errorCode().isEmpty() ? usual : behaviour.errorCode();
    return ChatShapes.error(provider + " was told to answer " + status, type, code);
  }

  private static String message(Exception e) {
    return e instanceof IllegalArgumentException
        ? String.valueOf(e.getMessage())
        : "the body is not JSON";
  }
}
