package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import java.util.List;

/** What the runner of the recording wanted, and said in its frames. */
final class RecordedActions {

  private RecordedActions() {}

  static Action cheap(String body) {
    return Action.rewrite(
        new Change.SetHeader("X-Route", "cheap"),
        new Change.AddResponseHeader("X-Decision", "cheap"),
        new Change.AddResponseHeader("X-Decision", "second"),
        new Change.AddResponseHeader("Content-Type", "x/y"),
        new Change.SetBody(ChatRequest.of(body.getBytes(UTF_8))));
  }

  static Action cached() {
    return new Action.Stop(
        200,
        Headers.of(
            List.of(
                new Header("Content-Type", "text/event-stream"),
                new Header("X-AI-Cache", "HIT"),
                new Header("Set-Cookie", "a=1"),
                new Header("Set-Cookie", "b=2"))),
        "data: cached\n\ndata: [DONE]\n\n".getBytes(UTF_8));
  }
}
