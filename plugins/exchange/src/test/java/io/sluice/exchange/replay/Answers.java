package io.sluice.exchange.replay;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.replay.RecordedAnswer.Outcome.NotTaken;
import io.sluice.exchange.replay.RecordedAnswer.Outcome.Taken;
import java.util.Optional;

/** Answers written by hand, one for each protocol and form, and what is made of them. */
final class Answers {

  static final String CHAT =
      """
      {"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "gpt-5.1-2025-11-13",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "Bern is the capital.",
        "refusal": null, "annotations": []}, "logprobs": null, "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29},
       "service_tier": "default", "system_fingerprint": "fp_1", "x_cost": 1.50}
      """;

  static final String CHAT_STREAM =
      """
      data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1700000001,"model":"gpt-5.1-2025-11-13","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"abc"}

      data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1700000001,"model":"gpt-5.1-2025-11-13","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"Bern is "},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"d"}

      data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1700000001,"model":"gpt-5.1-2025-11-13","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"the capital."},"logprobs":null,"finish_reason":null}],"usage":null}

      data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1700000001,"model":"gpt-5.1-2025-11-13","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

      data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1700000001,"model":"gpt-5.1-2025-11-13","service_tier":"default","system_fingerprint":"fp_1","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}

      data: [DONE]

      """;

  static final String COMPLETION =
      """
      {"id": "cmpl-1", "object": "text_completion", "model": "babbage", "choices": [{"text": " + fib(n)",
       "index": 0, "logprobs": null, "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}}
      """;

  static final String COMPLETION_STREAM =
      """
      data: {"id":"cmpl-1","object":"text_completion","model":"babbage","choices":[{"text":" + fib","index":0,"finish_reason":null}]}

      data: {"id":"cmpl-1","object":"text_completion","model":"babbage","choices":[{"text":"(n)","index":0,"finish_reason":"stop"}]}

      data: [DONE]

      """;

  static final String RESPONSE =
      """
      {"id": "resp_1", "object": "response", "status": "completed", "error": null, "model": "gpt-5.1",
       "output": [
        {"type": "reasoning", "id": "rs", "summary": []},
        {"type": "message", "id": "m", "role": "assistant", "status": "completed",
         "content": [{"type": "output_text", "text": "Bern is the capital.", "annotations": []}]}],
       "usage": {"input_tokens": 50, "output_tokens": 30, "total_tokens": 80}}
      """;

  static final String RESPONSE_STREAM =
      """
      event: response.created
      data: {"type":"response.created","response":{"id":"resp_1","model":"gpt-5.1","status":"in_progress","output":[]}}

      event: response.output_item.added
      data: {"type":"response.output_item.added","item":{"type":"message","id":"m","content":[]}}

      event: keepalive
      data: {"type":"keepalive"}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","item_id":"m","delta":"Bern is the capital."}

      event: response.completed
      data: {"type":"response.completed","response":{"id":"resp_1","model":"gpt-5.1","status":"completed","output":[{"type":"message","id":"m","content":[{"type":"output_text","text":"Bern is the capital."}]}],"usage":{"input_tokens":50,"output_tokens":30,"total_tokens":80}}}

      """;

  static final String MESSAGE =
      """
      {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5",
       "content": [{"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
        {"type": "text", "text": "Bern is the capital."}],
       "stop_reason": "end_turn", "stop_sequence": null, "usage": {"input_tokens": 10, "output_tokens": 40}}
      """;

  static final String MESSAGE_STREAM =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: ping
      data: {"type": "ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Bern is the capital."}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":40}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  static final String EMBEDDINGS =
      """
      {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.0023, -1e-7]},
       {"object": "embedding", "index": 1, "embedding": "AACAPw=="}],
       "model": "text-embedding-3-small", "usage": {"prompt_tokens": 8, "total_tokens": 8}}
      """;

  private Answers() {}

  /** Records what was answered completely, with status 200 and a type that says nothing. */
  static RecordedAnswer.Outcome of(ChatRequest asked, String body) {
    return RecordedAnswer.of(asked, 200, "", body, true);
  }

  /** Records what must be taken. */
  static RecordedAnswer taken(ChatRequest asked, String body) {
    return switch (of(asked, body)) {
      case Taken(RecordedAnswer answer) -> answer;
      case NotTaken(Why why) -> throw new AssertionError("not taken: " + why);
    };
  }

  /** Returns why an answer was not taken; empty if it was. */
  static Optional<Why> why(ChatRequest asked, String body) {
    return of(asked, body) instanceof NotTaken(Why why) ? Optional.of(why) : Optional.empty();
  }
}
