package io.sluice.exchange.answer;

import java.util.Map;

/** Responses written by hand, one for each API, whole and streamed. */
final class Bodies {

  static final String CHAT =
      """
      {"id": "c1", "object": "chat.completion", "model": "gpt-5-mini", "choices": [{"index": 0,
       "message": {"role": "assistant", "content": "Grüße, \\"Ada\\" 😀\\ud83d\\ude00\\n", "refusal": null},
       "logprobs": {"content": [{"token": "Gr", "logprob": -0.1}]}, "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29,
        "prompt_tokens_details": {"cached_tokens": 16, "cache_write_tokens": 2},
        "completion_tokens_details": {"reasoning_tokens": 3}}}
      """;

  static final String CHAT_STREAM =
      """
      data: {"model":"gpt-5-mini","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

      data: {"model":"gpt-5-mini","choices":[{"index":0,"delta":{"content":"Grüße, "},"finish_reason":null}]}

      data: {"model":"gpt-5-mini","choices":[{"index":0,"delta":{"content":"Ada 😀"},"finish_reason":null}]}

      data: {"model":"gpt-5-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"model":"gpt-5-mini","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}

      data: [DONE]

      """;

  static final String CHAT_TOOLS_STREAM =
      """
      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"weather","arguments":""}}]}}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]}}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"time","arguments":"{}"}}]}}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Bern\\"}"}}]}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"x_groq":{"usage":{"prompt_tokens":7,"completion_tokens":5}}}

      data: [DONE]

      """;

  static final String COMPLETION =
      """
      {"object": "text_completion", "choices": [{"text": " + fib(n)", "index": 0, "finish_reason": "length"}],
       "model": "babbage", "usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}}
      """;

  static final String RESPONSE =
      """
      {"id": "r1", "object": "response", "status": "completed", "error": null, "model": "gpt-5.1",
       "output": [
        {"type": "reasoning", "id": "rs", "summary": [{"type": "summary_text", "text": "Let me see."}]},
        {"type": "web_search_call", "id": "ws", "action": {"type": "search", "query": "bern"}},
        {"type": "message", "id": "m", "role": "assistant",
         "content": [{"type": "output_text", "text": "Bern ", "annotations": []},
                     {"type": "output_text", "text": "is nice."}]},
        {"type": "function_call", "id": "f", "name": "weather", "arguments": "{\\"city\\":\\"Bern\\"}"}],
       "tools": [{"type": "function", "name": "weather"}],
       "usage": {"input_tokens": 50, "input_tokens_details": {"cached_tokens": 10}, "output_tokens": 30,
        "output_tokens_details": {"reasoning_tokens": 12}, "total_tokens": 80}}
      """;

  static final String RESPONSE_STREAM =
      """
      event: response.created
      data: {"type":"response.created","response":{"model":"gpt-5.1","status":"in_progress","output":[],"usage":null}}

      event: response.reasoning_summary_text.delta
      data: {"type":"response.reasoning_summary_text.delta","item_id":"rs","delta":"Let me see."}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","item_id":"m","delta":"Bern "}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","item_id":"m","delta":"is nice."}

      event: response.output_text.done
      data: {"type":"response.output_text.done","item_id":"m","text":"Bern is nice."}

      event: response.output_item.added
      data: {"type":"response.output_item.added","item":{"type":"function_call","id":"f","name":"weather","arguments":""}}

      event: response.function_call_arguments.delta
      data: {"type":"response.function_call_arguments.delta","item_id":"f","delta":"{\\"city\\":\\"Bern\\"}"}

      event: response.completed
      data: {"type":"response.completed","response":{"model":"gpt-5.1","status":"completed","output":[{"type":"reasoning","id":"rs","summary":[{"text":"Let me see."}]},{"type":"message","id":"m","content":[{"type":"output_text","text":"Bern is nice."}]},{"type":"function_call","id":"f","name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}],"usage":{"input_tokens":50,"output_tokens":30,"total_tokens":80,"output_tokens_details":{"reasoning_tokens":12}}}}

      """;

  static final String MESSAGE =
      """
      {"id": "msg", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5",
       "content": [{"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
        {"type": "text", "text": "I look "}, {"type": "text", "text": "it up."},
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"query": "bern"}},
        {"type": "web_search_tool_result", "content": [{"title": "not the model's text"}]},
        {"type": "tool_use", "id": "t", "name": "weather", "input": {"city": "Bern", "days": 1.0}}],
       "stop_reason": "tool_use",
       "usage": {"input_tokens": 10, "cache_creation_input_tokens": 200, "cache_read_input_tokens": 3000,
        "output_tokens": 40, "service_tier": "standard"}}
      """;

  static final String MESSAGE_STREAM =
      """
      event: message_start
      data: {"type":"message_start","message":{"type":"message","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: ping
      data: {"type": "ping"}

      event: content_block_start
      data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"I look "}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"it up."}  }

      event: content_block_start
      data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t","name":"weather","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\": "}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\\"Bern\\"}"}}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":40}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  static final String GOOGLE =
      """
      {"candidates": [{"content": {"role": "model", "parts": [
        {"text": "Hm.", "thought": true}, {"text": "Bern "}, {"text": "is nice.", "thoughtSignature": "c2ln"},
        {"functionCall": {"name": "weather", "args": {"city": "Bern"}}},
        {"executableCode": {"language": "PYTHON", "code": "print(1)"}}]}, "finishReason": "STOP"}],
       "usageMetadata": {"promptTokenCount": 100, "cachedContentTokenCount": 80, "candidatesTokenCount": 20,
        "thoughtsTokenCount": 30, "toolUsePromptTokenCount": 5, "totalTokenCount": 155},
       "modelVersion": "gemini-2.5-flash"}
      """;

  static final String GOOGLE_STREAM =
      """
      data: {"candidates": [{"content": {"parts": [{"text": "Bern "}]}}],"usageMetadata": {"promptTokenCount": 18,"candidatesTokenCount": 3,"totalTokenCount": 56,"thoughtsTokenCount": 35},"modelVersion": "gemini-2.5-flash"}

      data: {"candidates": [{"content": {"parts": [{"text": "is nice."}]},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 18,"candidatesTokenCount": 6,"totalTokenCount": 59,"thoughtsTokenCount": 35}}

      """;

  /** The same stream, unless asked for as events. */
  static final String GOOGLE_ARRAY =
      """
      [{"candidates": [{"content": {"parts": [{"text": "Bern "}]}}],
        "usageMetadata": {"promptTokenCount": 18, "totalTokenCount": 18}}
      ,
      {"candidates": [{"content": {"parts": [{"text": "is nice."}]}, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 18, "candidatesTokenCount": 6, "totalTokenCount": 24}}
      ]
      """;

  static final String INTERACTION_STREAM =
      """
      data: {"interaction":{"id":"i","status":"in_progress","object":"interaction","model":"gemini-2.5-flash"},"event_type":"interaction.created"}

      data: {"index":0,"delta":{"text":"Bern ","type":"text"},"event_type":"step.delta"}

      data: {"index":0,"delta":{"text":"is nice.","type":"text"},"event_type":"step.delta"}

      data: {"interaction":{"id":"i","status":"completed","usage":{"total_tokens":1983,"total_input_tokens":22,"total_cached_tokens":0,"total_output_tokens":590,"total_tool_use_tokens":198,"total_thought_tokens":1173},"model":"gemini-2.5-flash"},"event_type":"interaction.completed"}

      """;

  static final String CONVERSE =
      """
      {"metrics": {"latencyMs": 5}, "output": {"message": {"role": "assistant", "content": [
        {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "c2ln"}}},
        {"text": "I look it up."}, {"toolUse": {"toolUseId": "t", "name": "weather", "input": {"city": "Bern"}}}]}},
       "stopReason": "tool_use",
       "usage": {"inputTokens": 2, "outputTokens": 5, "cacheReadInputTokens": 30, "cacheReadInputTokenCount": 30,
        "cacheWriteInputTokens": 1322, "totalTokens": 1359}}
      """;

  static final String COHERE =
      """
      {"id": "c", "message": {"role": "assistant", "tool_plan": "I ask.",
        "content": [{"type": "text", "text": "Aye."}],
        "tool_calls": [{"id": "t", "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
       "finish_reason": "COMPLETE",
       "usage": {"billed_units": {"input_tokens": 7, "output_tokens": 88},
        "tokens": {"input_tokens": 69, "output_tokens": 89}, "cached_tokens": 64}}
      """;

  static final String COHERE_V1 =
      """
      {"response_id": "r", "text": "Aye.", "generation_id": "g", "chat_history": [{"role": "USER", "message": "Ship?"}],
       "finish_reason": "COMPLETE", "meta": {"api_version": {"version": "1"},
        "billed_units": {"input_tokens": 7, "output_tokens": 8}, "tokens": {"input_tokens": 69, "output_tokens": 8}}}
      """;

  static final String COHERE_STREAM =
      """
      event: message-start
      data: {"id":"e","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[]}}}

      event: content-delta
      data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"Hm."}}}}

      event: content-delta
      data: {"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"Aye"}}}}

      event: content-delta
      data: {"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"."}}}}

      event: tool-call-start
      data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"t","function":{"name":"weather","arguments":""}}}}}

      event: tool-call-delta
      data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{}"}}}}}

      event: message-end
      data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":212,"output_tokens":65}}}}

      data: [DONE]

      """;

  static final String OLLAMA =
      """
      {"model": "llama3", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": "Aye.",
        "thinking": "Hm.", "tool_calls": [{"function": {"name": "weather", "arguments": {"city": "Bern"}}}]},
       "done_reason": "stop", "done": true, "prompt_eval_count": 26, "eval_count": 8, "eval_duration": 2530305000}
      """;

  static final String OLLAMA_STREAM =
      """
      {"model":"llama3","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Aye"},"done":false}
      {"model":"llama3","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"."},"done":false}
      {"model":"llama3","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":8}
      """;

  static final String EMBEDDING =
      """
      {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": [0.0023, -0.0093, 1e-7]}],
       "model": "text-embedding-3-small", "usage": {"prompt_tokens": 8, "total_tokens": 8}}
      """;

  static final String ERROR =
      """
      {"error": {"message": "The model does not exist.", "type": "invalid_request_error", "code": "model_not_found"}}
      """;

  /** All of them by name. */
  static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("chat", CHAT),
          Map.entry("chat stream", CHAT_STREAM),
          Map.entry("chat tools stream", CHAT_TOOLS_STREAM),
          Map.entry("completion", COMPLETION),
          Map.entry("response", RESPONSE),
          Map.entry("response stream", RESPONSE_STREAM),
          Map.entry("message", MESSAGE),
          Map.entry("message stream", MESSAGE_STREAM),
          Map.entry("google", GOOGLE),
          Map.entry("google stream", GOOGLE_STREAM),
          Map.entry("google array", GOOGLE_ARRAY),
          Map.entry("interaction stream", INTERACTION_STREAM),
          Map.entry("converse", CONVERSE),
          Map.entry("cohere", COHERE),
          Map.entry("cohere v1", COHERE_V1),
          Map.entry("cohere stream", COHERE_STREAM),
          Map.entry("ollama", OLLAMA),
          Map.entry("ollama stream", OLLAMA_STREAM),
          Map.entry("embedding", EMBEDDING),
          Map.entry("error", ERROR));

  private Bodies() {}

  /** Reads a body whose content type nobody gave. */
  static ProviderAnswer read(String body) {
    return ProviderAnswer.read("", body);
  }
}
