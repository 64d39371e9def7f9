package io.sluice.exchange.asked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Json;
import io.sluice.exchange.Message;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskTest {

  private static final String QUESTION = "Why does the build fail?";

  private static String asked(String... usersMessages) {
    return HumanWords.of(
        Arrays.stream(usersMessages).map(text -> new Message("user", lines(text))).toList());
  }

  /** A ¶ begins a line. */
  private static String lines(String text) {
    return text.replace('¶', '\n');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Why does the build fail?",
        "  two spaces before¶",
        "为什么构建失败？请解释 <b>原因</b>。",
        "What does <user_query> mean in a prompt?",
        "Fix this XML:¶<tasks><task>a</task></tasks>",
        "I read <context>this</context> in a page, what is it?",
        "Question: is 7 prime?¶Answer: yes¶Is that right?",
        "<context>",
        "<rules></rules>",
        "[1, 2, 3] is a list, Result: what?",
        "```java¶class A {}¶```",
        "### Tasks of today: sort them",
        "</",
        "?"
      })
  void whatIsNotKnownToBeWrappedStaysAsItIs(String text) {
    assertThat(asked(text)).isEqualTo(lines(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Cline and Roo Code.
        """
        <task>
        Why does the build fail?
        </task>

        <environment_details>
        # VSCode Open Tabs
        src/main.ts
        </environment_details>\
        """,
        """
        [attempt_completion] Result:
        The user has provided feedback on the results.
        <feedback>
        Why does the build fail?
        </feedback>
        <environment_details>x</environment_details>\
        """,
        "<user_message>¶Why does the build"
            + " fail?¶</user_message>¶<environment_details>¶</environment_details>",
        // Claude Code.
        "<system-reminder>¶As you answer, mind this.¶</system-reminder>¶Why does the build fail?",
        // Cursor.
        """
        <additional_data>
        Below are some potentially helpful pieces of information
        <attached_files>a</attached_files>
        </additional_data>

        <user_query>
        Why does the build fail?
        </user_query>\
        """,
        "<open_and_recently_viewed_files>¶a.md¶</open_and_recently_viewed_files><user_query>Why"
            + " does the build fail?</user_query>",
        // Copilot.
        """
        <attachments>
        <attachment id="a">class A {}</attachment>
        </attachments>
        <context>
        The current date is today.
        </context>
        <userRequest>
        Why does the build fail?
        </userRequest>\
        """,
        // Open WebUI, older and newer.
        """
        ### Task:
        Respond to the user query using the provided context.

        <context>
        <source id="1">The build needs Java 21.</source>
        </context>

        <user_query>
        Why does the build fail?
        </user_query>
        """,
        """
        ### Task:
        Respond to the user query using the provided context.

        ### Guidelines:
        - If you don't know the answer, clearly state that.

        <context>
        <source id="1">The build needs Java 21.</source>
        </context>

        Why does the build fail?\
        """,
        // LangChain.
        """
        Use the following pieces of context to answer the question at the end. If you don't know the answer, say so.

        The build needs Java 21.
        Question: What is Java?
        Answer: an island

        Question: Why does the build fail?
        Helpful Answer:\
        """,
        // LlamaIndex.
        """
        Context information is below.
        ---------------------
        The build needs Java 21.
        ---------------------
        Given the context information and not prior knowledge, answer the query.
        Query: Why does the build fail?
        Answer:\
        """,
        // Others of their kind.
        "Answer from the context.¶¶Question:¶Why does the build fail?¶¶Context:¶The build needs"
            + " Java 21.¶¶Answer:",
        "Please answer based on the provided context.¶¶[Context]¶Java 21¶¶[Question]¶Why does the"
            + " build fail?¶¶[Answer]¶",
        // ReAct.
        """
        Answer the following questions as best you can. You have access to the following tools:
        Use the following format:
        Question: the input question you must answer
        Thought: you should always think about what to do
        Begin!

        Question: Why does the build fail?
        Thought: I should look
        Action: search\
        """,
        // Continue and aider.
        "```ts src/app/main.ts (10-40)¶const a = 1;¶```¶Why does the build fail?",
        "Why does the build fail?¶# *SEARCH/REPLACE block* Rules:¶¶Every block must use this format"
      })
  void thePersonsWordsAreTakenOutOfWhatClientsWrapAroundThem(String text) {
    assertThat(asked(text).strip()).isEqualTo(QUESTION);
  }

  @Test
  void chineseTemplatesAreKnownToo() {
    assertThat(asked("已知信息：¶重置密码需要邮箱。¶¶问题：如何重置密码？¶回答：")).isEqualTo("如何重置密码？");
  }

  @Test
  void aTaskOfTheClientsOwnIsItsFirstSection() {
    var text =
        "### Task:¶Generate a title for the chat.¶### Chat"
            + " History:¶<chat_history>¶hi¶</chat_history>";

    assertThat(asked(text)).isEqualTo("Generate a title for the chat.");
  }

  @Test
  void aQuestionAboutADocumentIsAskedWithoutIt() {
    assertThat(asked("Summarise this:¶<document>¶Many words.¶</document>"))
        .isEqualTo("Summarise this:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[read_file for 'src/a.ts'] Result:¶const a ="
            + " 1;¶<environment_details>x</environment_details>",
        "<environment_details>¶only this¶</environment_details>",
        "<tool_response>¶42¶</tool_response>",
        "Observation: 42",
        "<system-reminder>mind this</system-reminder>",
        " ",
        ""
      })
  void whatNoPersonWroteGoesBackToTheLastWordsOfOne(String text) {
    assertThat(asked("an older one", QUESTION, text, text)).isEqualTo(QUESTION);
    assertThat(asked(text)).isEqualTo(text.isBlank() ? "" : lines(text));
  }

  @Test
  void resultsOfToolsAloneGoBackToTheQuestion() {
    var body =
        """
        {"model":"m","messages":[
         {"role":"user","content":"Why does the build fail?"},
         {"role":"assistant","content":[{"type":"tool_use","id":"1","name":"ls","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"a b"}]}]}
        """;

    assertThat(Ask.of(exchange(body)).text()).isEqualTo(QUESTION);
  }

  @Test
  void beginningAndEndOfALongAskAreEmbedded() {
    var embedded = new ArrayList<String>();
    var text = "Sum this up. " + "Some word after another. ".repeat(400) + "In two lines, please.";
    var body = "{\"messages\":[{\"role\":\"user\",\"content\":" + Json.quote(text) + "}]}";

    var ask = Ask.of(exchange(body));
    ask.embedding(remembering(embedded));

    assertThat(ask.text()).isEqualTo(text);
    assertThat(embedded)
        .singleElement()
        .satisfies(gist ->
            assertThat(gist)
                .startsWith("Sum this up. Some")
                .contains(" … ")
                .endsWith("In two lines, please.")
                .hasSizeLessThan(950));
  }

  @Test
  void aLongTextWithoutSpacesIsCutBetweenLetters() {
    var gist = Gist.of("😀".repeat(2_000) + "x" + "𠀀".repeat(2_000));

    assertThat(new String(gist.getBytes(UTF_8), UTF_8)).isEqualTo(gist);
    assertThat(gist).startsWith("😀").endsWith("𠀀").hasSizeLessThan(300);
  }

  @Test
  void aShortAskIsEmbeddedAsItIs() {
    var text = "为什么构建失败？".repeat(20);

    assertThat(Gist.of(text)).isEqualTo(text);
    assertThat(Gist.of("")).isEmpty();
  }

  /** Each would take minutes if a rule took time with the square of the length. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<context>",
        "¶<context>",
        "<context>¶<rules>¶",
        "</task>",
        "<task>",
        "¶question: context ",
        "¶Question:¶",
        "```a b/c¶",
        "``` ./././././././",
        "[x] Result:",
        " ",
        "\n",
        "### Task:¶"
      })
  void twoMegabytesOfAnythingAreReadInOnePass(String piece) {
    var text = piece.repeat(2_000_000 / piece.length());

    assertThat(asked(text)).isNotNull();
  }

  private static ChatExchange exchange(String body) {
    return ChatExchange.begin(
        RequestId.next(),
        new Subject("", "", ""),
        "/v1/chat/completions",
        Headers.none(),
        ChatRequest.of(body.getBytes(UTF_8)));
  }

  private static EmbeddingModel remembering(List<String> texts) {
    return new EmbeddingModel() {
      @Override
      public String id() {
        return "remembering";
      }

      @Override
      public int dimensions() {
        return 1;
      }

      @Override
      public Embedding embed(String text) {
        texts.add(text);
        return Embedding.of(new float[] {1});
      }
    };
  }
}
