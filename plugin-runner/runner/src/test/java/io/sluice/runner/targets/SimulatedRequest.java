package io.sluice.runner.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import java.util.List;
import java.util.Random;

/** A client's request as its author means it. */
record SimulatedRequest(
    String consumer,
    String department,
    boolean secret,
    boolean streamed,
    boolean tools,
    int choices,
    String model,
    int conversation,
    boolean followUp) {

  static final int CONSUMERS = 4;

  static final String SECRET = "secret";

  static SimulatedRequest draw(Random random, List<SimulatedTarget> targets) {
    int consumer = random.nextInt(CONSUMERS);
    return new SimulatedRequest(
        "c" + consumer,
        "d" + consumer % 2,
        random.nextInt(3) == 0,
        random.nextInt(5) == 0,
        random.nextInt(5) == 0,
        random.nextInt(10) == 0 ? 2 : 1,
        switch (random.nextInt(4)) {
          case 0 -> targets.get(random.nextInt(targets.size())).name();
          case 1 -> "cheap";
          default -> "auto";
        },
        random.nextInt(3),
        random.nextBoolean());
  }

  /** Returns a plain one. */
  static SimulatedRequest plain() {
    return new SimulatedRequest("c0", "d0", false, false, false, 1, "auto", 0, false);
  }

  ChatExchange begin(String id) {
    var before =
        followUp
            ? "{\"role\":\"user\",\"content\":\"topic %d\"},{\"role\":\"assistant\",\"content\":\"ok\"},"
                .formatted(conversation)
            : "";
    var json =
        "{\"model\":\"%s\",\"stream\":%b,\"n\":%d%s,\"messages\":[%s{\"role\":\"user\",\"content\":\"topic %d\"}]}"
            .formatted(
                model,
                streamed,
                choices,
                tools ? ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]" : "",
                before,
                conversation);
    return ChatExchange.begin(
        new RequestId(id),
        new Subject(consumer, department, "chat"),
        "/v1/chat/completions",
        secret ? Headers.of(List.of(new Header("X-Class", SECRET))) : Headers.none(),
        ChatRequest.of(json.getBytes(UTF_8)));
  }
}
