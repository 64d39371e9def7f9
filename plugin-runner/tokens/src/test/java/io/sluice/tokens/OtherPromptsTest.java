package io.sluice.tokens;

import static io.sluice.tokens.Counting.count;
import static io.sluice.tokens.Counting.raw;
import static io.sluice.tokens.Counting.text;
import static io.sluice.tokens.Counting.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Embeddings, text completions, Anthropic's messages, and what nobody knows. */
class OtherPromptsTest {

  @Test
  void embeddingsHaveNoFrame() {
    assertThat(count("text-embedding-3-small", "{'input':'hello world'}").tokens()).isEqualTo(2);
    assertThat(count("text-embedding-3-small", "{'input':'hello world'}").exact()).isTrue();
    assertThat(tokens("text-embedding-3-small", "{'input':['hello','hello world']}")).isEqualTo(3);
  }

  @Test
  void aPathOfEmbeddingsNeedsNoKnownModel() {
    var body = "{\"model\":\"bge-m3\",\"input\":\"hello\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(
            new ModelTokenCounter()
                .prompt(ChatRequest.of("/v1/embeddings", body), "bge-m3")
                .tokens())
        .isEqualTo(1);
  }

  @Test
  void tokensAreCountedAsTheyCome() {
    assertThat(tokens("text-embedding-3-small", "{'input':[1,2,3]}")).isEqualTo(3);
    assertThat(tokens("text-embedding-3-small", "{'input':[[1,2],[3]]}")).isEqualTo(3);
    assertThat(tokens("davinci-002", "{'prompt':[[1,2],[3]]}")).isEqualTo(3);
  }

  @Test
  void completionsHaveNoFrame() {
    assertThat(tokens("gpt-3.5-turbo-instruct", "{'prompt':'hello world'}")).isEqualTo(2);
    assertThat(tokens("gpt-3.5-turbo-instruct", "{'prompt':['hello','hello'],'suffix':'hello'}"))
        .isEqualTo(3);
  }

  @Test
  void claudeIsEstimatedWithItsToolPrompt() {
    var body = "{'system':'Be brief.','messages':[{'role':'user','content':'hello'}]%s}";
    var tool = ",'tools':[{'name':'foo','input_schema':{'type':'object'}}]";

    long plain = tokens("claude-sonnet-4-5", body.formatted(""));
    assertThat(plain).isBetween(8L, 20L);
    assertThat(tokens("claude-sonnet-4-5", body.formatted(tool))).isGreaterThan(plain + 496);
    assertThat(tokens("claude-sonnet-4-5", body.formatted(tool + ",'tool_choice':{'type':'any'}")))
        .isGreaterThan(tokens("claude-sonnet-4-5", body.formatted(tool)));
    assertThat(count("claude-sonnet-4-5", body.formatted("")).exact()).isFalse();
  }

  @Test
  void anthropicsToolTurnsAreCounted() {
    var body =
        "{'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'foo',"
            + "'input':{'city':'%s'}}]},{'role':'user','content':[{'type':'tool_result',"
            + "'tool_use_id':'t','content':'%s'}]}]}";

    assertThat(tokens("claude-sonnet-4-5", body.formatted("Rome Rome Rome Rome", "sun")))
        .isGreaterThan(tokens("claude-sonnet-4-5", body.formatted("Rome", "sun")));
    assertThat(tokens("claude-sonnet-4-5", body.formatted("Rome", "sun sun sun sun")))
        .isGreaterThan(tokens("claude-sonnet-4-5", body.formatted("Rome", "sun")));
  }

  @Test
  void earlierThinkingIsNotReadAgain() {
    var body =
        "{'messages':[{'role':'assistant','content':[{'type':'thinking','thinking':'%s'},"
            + "{'type':'text','text':'yes'}]}]}";

    assertThat(tokens("claude-sonnet-4-5", body.formatted("long ".repeat(100))))
        .isEqualTo(tokens("claude-sonnet-4-5", body.formatted("")));
  }

  @Test
  void geminisContentsAreCounted() {
    assertThat(
            tokens(
                "gemini-2.5-flash",
                "{'contents':[{'parts':[{'text':'" + "word ".repeat(100) + "'}]}]}"))
        .isBetween(95L, 110L);
  }

  @Test
  void coheresMessageIsCounted() {
    assertThat(tokens("command-r", "{'message':'" + "word ".repeat(100) + "'}"))
        .isBetween(100L, 140L);
  }

  @Test
  void toolsThatMayNotBeCalledAreLeftOutByServersOfOpenModels() {
    var tool = "'tools':[{'type':'function','function':{'name':'foo'}}]";
    var body = "{'messages':[{'role':'user','content':'hello'}]," + tool + "%s}";

    assertThat(tokens("llama-4-scout", body.formatted(",'tool_choice':'none'"))).isLessThan(30);
    assertThat(tokens("llama-4-scout", body.formatted(""))).isGreaterThan(500);
  }

  @Test
  void anyJsonIsCountedByItsTexts() {
    var body = "{'question':'" + "word ".repeat(100) + "'}";

    assertThat(tokens("who-knows", body)).isBetween(100L, 160L);
    assertThat(count("gpt-4o", body).exact()).isFalse();
  }

  @Test
  void whatIsNoJsonIsEstimatedFromItsBytes() {
    assertThat(raw("gpt-4o", "a".repeat(300)).tokens()).isEqualTo(100);
    assertThat(raw("gpt-4o", "{\"messages\":[{\"role\"").tokens()).isPositive();
    assertThat(raw("gpt-4o", "[".repeat(100_000)).tokens()).isGreaterThan(30_000);
  }

  @Test
  void anEmptyBodyHasNoTokens() {
    assertThat(raw("gpt-4o", "").tokens()).isZero();
  }

  @Test
  void fieldsOfTheWrongTypeDoNoHarm() {
    for (var body :
        new String[] {
          "{'messages':{}}",
          "{'messages':[1,null,'x',[]]}",
          "{'messages':[{'content':{}}]}",
          "{'messages':[{'content':[{'type':'image_url','image_url':7}]}],'tools':'x'}",
          "{'input':[{'type':'function_call','arguments':{}}],'tools':[null,1]}",
          "{'prompt':{}}",
          "{'input':null}",
          "{'contents':[[[]]]}",
          "{'messages':'hi'}"
        }) {
      for (var model : new String[] {"gpt-4o", "gpt-5", "claude-opus-5", "x", ""}) {
        assertThat(count(model, body).tokens()).as("%s for %s", body, model).isPositive();
      }
    }
  }

  @Test
  void aTextIsCountedForItsModel() {
    var counter = new ModelTokenCounter();

    assertThat(counter.text("hello world", "gpt-4o")).isEqualTo(2);
    assertThat(counter.text("", "claude-opus-5")).isZero();
    assertThat(counter.text("word ".repeat(100), "claude-opus-5"))
        .isGreaterThan(text("word ".repeat(100)));
  }
}
