package io.sluice.runner.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.cache.Entries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ExplainControllerTest {

  private static final String EXPLAIN = "/admin/v1/cache/explain";
  private static final String STORED = "How do I enable the filter?";
  private static final String BODY = "{'model':'m','messages':[{'role':'user','content':'%s'}]}";

  @TempDir private Path folder;

  private AdminApi api;

  @BeforeEach
  void open() {
    api = new AdminApi(folder);
  }

  @Test
  void aRouteThatWasNotUsedCannotBeExplained() throws Exception {
    var answer = explain("{'route':'chat','consumer':'alice','body':" + BODY + "}");

    assertThat(answer).hasStatus(404);
    assertThat(AdminApi.json(answer).at("/error/message").stringValue())
        .isEqualTo("no request passed the cache of route chat since this runner started");
  }

  @Test
  void aMissIsExplainedByWhatIsNearAndHowItDiffers() throws Exception {
    use("chat");
    var partition = explained("'consumer':'alice'").path("partition").stringValue();
    store(new Partition(partition));

    var explained = explained("'consumer':'alice','department':'sales'");

    assertThat(explained.path("outcome").stringValue()).contains("guard").contains("polarity");
    assertThat(explained.path("equal").isNull()).isTrue();
    var near = explained.at("/near/0");
    assertThat(near.at("/entry/question").stringValue()).isEqualTo(STORED);
    assertThat(near.path("verdict").stringValue()).startsWith("polarity");
    assertThat(near.path("similarity").doubleValue()).isBetween(0.8, 0.9);
    assertThat(Files.readString(folder.resolve("data/audit.ndjson")))
        .contains("\"cache.explain\",\"name\":\"chat\"", "{\"consumer\":\"alice\",\"entries\":1}")
        .doesNotContain("filter?");
  }

  @Test
  void whoAsksAndHowIsPartOfTheQuestion() throws Exception {
    use("chat");

    assertThat(explained("'headers':{'Cache-Control':'no-store'}").path("outcome").stringValue())
        .isEqualTo("bypass no_store");
    assertThat(explained("'consumer':''").path("outcome").stringValue())
        .isEqualTo("bypass anonymous");
    assertThat(explained("'consumer':'alice','target':'big'").path("partition"))
        .isNotEqualTo(explained("'consumer':'alice'").path("partition"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {                                              | -
          []                                             |
          {'body':{}}                                    | route
          {'route':7,'body':{}}                          | route
          {'route':'chat'}                               | body
          {'route':'chat','body':'s3cret'}               | body
          {'route':'chat','body':{},'user':'a'}          | user
          {'route':'chat','body':{},'target':'none'}     | target
          {'route':'chat','body':{},'headers':{'a':1}}   | headers
          """)
  void aCallThatIsNotValidIsRefused(String body, String key) throws Exception {
    var answer = explain(body);

    assertThat(answer).hasStatus(400);
    var error = AdminApi.json(answer).path("error");
    assertThat(error.path("code").stringValue()).isEqualTo("invalid_request");
    assertThat(error.at("/problems/0/key").stringValue("-")).isEqualTo(key == null ? "" : key);
    assertThat(error.toString()).doesNotContain("s3cret");
  }

  @Test
  void aStoreThatIsAwayIsTold() throws Exception {
    use("chat");
    api.answers.fail(true);

    assertThat(explain("{'route':'chat','consumer':'alice','body':" + BODY + "}")).hasStatus(503);
  }

  @Test
  void aCallHasABound() throws Exception {
    assertThat(explain("{'route':'" + "x".repeat(1024 * 1024) + "'}")).hasStatus(413);
  }

  private void use(String route) {
    var path = "/v1/chat/completions";
    Settings.parseJson(
            "ai-semantic-cache", "{}", settings -> api.cache.prepare(api.cache.read(settings)))
        .onRequest(
            ChatExchange.begin(
                RequestId.next(),
                new Subject("bob", "", route),
                path,
                Headers.none(),
                ChatRequest.of(path, BODY.formatted("Hello").replace('\'', '"').getBytes(UTF_8))));
  }

  private void store(Partition partition) {
    var embedding = new FakeEmbeddingModel().embed(STORED);
    api.answers.put(
        new CacheEntry(
            new EntryHead(
                new EntryId("0".repeat(32)),
                partition,
                Entries.alice(STORED),
                STORED,
                List.of(),
                Optional.of(embedding),
                "digest",
                api.now(),
                api.now().plus(Entries.LIFETIME),
                api.now().plus(Entries.LIFETIME)),
            new byte[0]));
  }

  private JsonNode explained(String who) throws Exception {
    var answer =
        explain(
            "{'route':'chat',%s,'body':%s}"
                .formatted(who, BODY.formatted("How do I disable the filter?")));
    assertThat(answer).hasStatus(200);
    return AdminApi.json(answer);
  }

  private MvcTestResult explain(String body) throws Exception {
    return api.call("POST", EXPLAIN, AdminApi.CACHE, body.replace('\'', '"'));
  }
}
