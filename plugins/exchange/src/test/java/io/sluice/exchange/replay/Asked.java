package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatRequest;

/** Requests, one for each protocol and form. */
final class Asked {

  static final ChatRequest CHAT = request("chat/completions", "");
  static final ChatRequest CHAT_STREAM = request("chat/completions", ",\"stream\":true");
  static final ChatRequest CHAT_STREAM_WITH_USAGE =
      request("chat/completions", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
  static final ChatRequest COMPLETION = request("completions", "");
  static final ChatRequest COMPLETION_STREAM = request("completions", ",\"stream\":true");
  static final ChatRequest COMPLETION_STREAM_WITH_USAGE =
      request("completions", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
  static final ChatRequest RESPONSE = request("responses", "");
  static final ChatRequest RESPONSE_STREAM = request("responses", ",\"stream\":true");
  static final ChatRequest MESSAGE = request("messages", "");
  static final ChatRequest MESSAGE_STREAM = request("messages", ",\"stream\":true");
  static final ChatRequest TWO_EMBEDDINGS =
      ChatRequest.of("/v1/embeddings", "{\"input\":[\"a\",\"b\"]}".getBytes(UTF_8));
  static final ChatRequest UNKNOWN =
      ChatRequest.of("/api/chat", "{\"messages\":[]}".getBytes(UTF_8));

  private Asked() {}

  private static ChatRequest request(String path, String more) {
    var body =
        "{\"model\":\"gpt-5.1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}"
            .formatted(more);
    return ChatRequest.of("/v1/" + path, body.getBytes(UTF_8));
  }
}
