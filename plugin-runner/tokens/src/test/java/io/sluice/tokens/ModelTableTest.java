package io.sluice.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokens.Model.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTableTest {

  private final ModelTable table = new ModelTable();

  @ParameterizedTest
  @CsvSource({
    "gpt-3.5-turbo-0125, GPT_4",
    "gpt-3.5-turbo-instruct, TEXT",
    "gpt-4-0613, GPT_4",
    "gpt-4o-2024-08-06, GPT_4O",
    "GPT-4.1-nano, GPT_4O",
    "gpt-5.2, GPT_5",
    "openai/gpt-5-mini, GPT_5",
    "azure/gpt-4o, GPT_4O",
    "openai.gpt-5.6-luna, GPT_5",
    "ft:gpt-4o-mini-2024-07-18:acme::x, GPT_4O",
    "o4-mini, GPT_5",
    "gpt-4o-mini-search-preview, SEARCH",
    "text-embedding-3-large, TEXT",
    "cohere.embed-english-v3, TEXT",
  })
  void knowsOpenAisModels(String name, Template template) {
    assertThat(table.model(name).template()).isEqualTo(template);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5-20250929, CLAUDE_4",
    "us.anthropic.claude-sonnet-4-20250514-v1:0, CLAUDE_4",
    "anthropic/claude-opus-4.8, CLAUDE_5",
    "claude-3-haiku-20240307, CLAUDE_3",
    "google/gemini-2.5-flash, GEMINI",
    "publishers/google/models/gemini-2.5-pro, GEMINI",
    "meta-llama/Llama-4-Scout-17B-16E-Instruct, LLAMA_4",
    "llama3.1-8b, LLAMA",
    "mistralai/mistral-small, MISTRAL",
    "accounts/fireworks/models/deepseek-v3, DEEPSEEK",
    "z-ai/glm-4.6, GLM",
    "openai/gpt-oss-120b, GPT_OSS",
    "x-ai/grok-4, GROK_4",
    "moonshotai/kimi-k2, KIMI",
    "command-r-plus, COMMAND",
    "phi-4, UNKNOWN",
    "'', UNKNOWN",
  })
  void knowsFamilies(String name, String family) {
    assertThat(table.model(name).family().name()).isEqualTo(family);
    assertThat(table.model(name).template()).isEqualTo(Template.FAMILY);
  }

  @Test
  void knowsEncodings() {
    assertThat(table.model("gpt-4").encoding()).isSameAs(BytePairEncoding.cl100k());
    assertThat(table.model("davinci").encoding()).isSameAs(BytePairEncoding.r50k());
    assertThat(table.model("davinci-002").encoding()).isSameAs(BytePairEncoding.cl100k());
    assertThat(table.model("text-davinci-003").encoding()).isSameAs(BytePairEncoding.p50k());
  }
}
