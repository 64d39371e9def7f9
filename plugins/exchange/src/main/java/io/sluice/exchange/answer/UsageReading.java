package io.sluice.exchange.answer;

import io.sluice.exchange.Usage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The token numbers of an answer, in the words of any API. Of a number that is reported again, the
 * last that is not 0 counts.
 */
final class UsageReading {

  private boolean reported;
  private long prompt;
  private long completion;
  private long total;

  /** Part of the prompt. */
  private long cached;

  /** Part of the prompt. */
  private long cacheWrite;

  /** Part of the completion. */
  private long reasoning;

  /** Beside the prompt: what Anthropic and Bedrock read from their caches. */
  private long besideCached;

  /** Beside the prompt: what they wrote to them. */
  private long besideCacheWrite;

  /** Beside the prompt: what Google's own tools found. */
  private long besidePrompt;

  /** Beside the completion: Google's thoughts. */
  private long besideReasoning;

  /** Takes the numbers of a usage object; anything else holds none. */
  void read(JsonNode usage) {
    // Cohere bills a part of what it read: its own prompt is free, and its cache is not counted.
    var billed = usage.path("billed_units");
    if (billed.isObject()) {
      readFlat(billed);
    } else if (usage.path("tokens").isObject()) {
      readFlat(usage.path("tokens"));
    }
    if (!billed.isObject()) {
      readFlat(usage);
      readDetails(usage);
    }
  }

  private void readFlat(JsonNode usage) {
    prompt = last(prompt, usage, "prompt_tokens");
    prompt = last(prompt, usage, "input_tokens");
    prompt = last(prompt, usage, "inputTokens");
    prompt = last(prompt, usage, "promptTokenCount");
    prompt = last(prompt, usage, "total_input_tokens");
    prompt = last(prompt, usage, "prompt_eval_count");
    besidePrompt = last(besidePrompt, usage, "toolUsePromptTokenCount");
    besidePrompt = last(besidePrompt, usage, "total_tool_use_tokens");

    completion = last(completion, usage, "completion_tokens");
    completion = last(completion, usage, "output_tokens");
    completion = last(completion, usage, "outputTokens");
    completion = last(completion, usage, "candidatesTokenCount");
    completion = last(completion, usage, "total_output_tokens");
    completion = last(completion, usage, "eval_count");
    besideReasoning = last(besideReasoning, usage, "thoughtsTokenCount");
    besideReasoning = last(besideReasoning, usage, "total_thought_tokens");

    total = last(total, usage, "total_tokens");
    total = last(total, usage, "totalTokens");
    total = last(total, usage, "totalTokenCount");
  }

  private void readDetails(JsonNode usage) {
    cached = last(cached, usage, "cached_tokens");
    cached = last(cached, usage, "num_cached_tokens");
    cached = last(cached, usage, "prompt_cache_hit_tokens");
    cached = last(cached, usage, "cachedContentTokenCount");
    cached = last(cached, usage, "total_cached_tokens");
    for (var key : new String[] {"prompt_tokens_details", "input_tokens_details"}) {
      cached = last(cached, usage.path(key), "cached_tokens");
      cacheWrite = last(cacheWrite, usage.path(key), "cache_write_tokens");
      cacheWrite = last(cacheWrite, usage.path(key), "cache_creation_tokens");
    }
    reasoning = last(reasoning, usage, "reasoning_tokens");
    for (var key : new String[] {"completion_tokens_details", "output_tokens_details"}) {
      reasoning = last(reasoning, usage.path(key), "reasoning_tokens");
      reasoning = last(reasoning, usage.path(key), "thinking_tokens");
    }
    // A gateway that speaks of prompt_tokens counts these as parts, as OpenAI would.
    if (usage.has("prompt_tokens")) {
      cached = last(cached, usage, "cache_read_input_tokens");
      cacheWrite = last(cacheWrite, usage, "cache_creation_input_tokens");
    } else {
      besideCached = last(besideCached, usage, "cache_read_input_tokens");
      besideCached = last(besideCached, usage, "cacheReadInputTokens");
      besideCacheWrite = last(besideCacheWrite, usage, "cache_creation_input_tokens");
      besideCacheWrite = last(besideCacheWrite, usage, "cacheWriteInputTokens");
    }
  }

  private long last(long before, JsonNode usage, String key) {
    var value = usage.path(key);
    if (!value.isNumber()) {
      return before;
    }
    reported = true;
    long number = (long) Math.clamp(value.doubleValue(), 0, Usage.MOST);
    return number == 0 ? before : number;
  }

  /** Whether any number is not 0. */
  boolean hasTokens() {
    return usage().filter(usage -> usage.total() > 0).isPresent();
  }

  Optional<Usage> usage() {
    if (!reported) {
      return Optional.empty();
    }
    return Optional.of(
        Usage.reported(
            prompt + besideCached + besideCacheWrite + besidePrompt,
            cached + besideCached,
            cacheWrite + besideCacheWrite,
            completion + besideReasoning,
            reasoning + besideReasoning,
            total));
  }
}
