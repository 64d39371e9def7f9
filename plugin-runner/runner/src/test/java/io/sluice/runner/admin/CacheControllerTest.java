package io.sluice.runner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import io.sluice.exchange.replay.RecordedAnswer;
import io.sluice.testkit.cache.Entries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class CacheControllerTest {

  private static final String ENTRIES = "/admin/v1/cache/entries";
  private static final String SECRET = "What is the secret recipe";
  private static final Partition PARTITION = Entries.partition("p");

  @TempDir private Path folder;

  private AdminApi api;

  @BeforeEach
  void open() {
    api = new AdminApi(folder);
  }

  @Test
  void anEntryIsShownWithAllThatIsKnownOfIt() throws Exception {
    put(SECRET, Entries.origin("alice", "sales", "chat", SECRET));
    api.pass(Duration.ofSeconds(90));

    var entry = json("GET", ENTRIES).at("/entries/0");

    assertThat(entry.toString())
        .isEqualTo(
            ("{'id':'%s','cache':'chat','route':'chat','consumer':'alice','department':'sales',"
                    + "'request':'%s','question':'What is the secret recipe','context':[],"
                    + "'partition':'%s','answer_digest':'%s','comparable':true,"
                    + "'created':'2026-03-02T10:00:00Z','fresh_until':'2026-03-02T11:00:00Z',"
                    + "'expires':'2026-03-02T11:00:00Z','age':90}")
                .replace('\'', '"')
                .formatted(
                    Entries.id(PARTITION, SECRET),
                    Entries.request(SECRET),
                    PARTITION,
                    entry.path("answer_digest").stringValue()));
  }

  @Test
  void pagesFollowEachOtherInTheOrderOfTheIds() throws Exception {
    for (int i = 0; i < 5; i++) {
      put("question " + i, Entries.alice("question " + i));
    }
    var ids = new ArrayList<String>();

    var next = "";
    do {
      var page = json("GET", ENTRIES + "?limit=2" + (next.isEmpty() ? "" : "&after=" + next));
      page.path("entries").forEach(entry -> ids.add(entry.path("id").stringValue("")));
      next = page.path("next").stringValue("");
    } while (!next.isEmpty());

    assertThat(ids).hasSize(5).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?consumer=bob                 | b
          ?department=legal             | c
          ?route=faq                    | b,c
          ?cache=chat                   | a
          ?question=b                   | b
          ?route=faq&consumer=carol     | c
          ?older_than=10m               | a
          ?older_than=1h                | ''
          """)
  void filtersPick(String query, String expected) throws Exception {
    put("a", Entries.origin("alice", "sales", "chat", "a"));
    api.pass(Duration.ofMinutes(11));
    put("b", Entries.origin("bob", "sales", "faq", "b"));
    put("c", Entries.origin("carol", "legal", "faq", "c"));

    var questions =
        json("GET", ENTRIES + query)
            .path("entries")
            .valueStream()
            .map(entry -> entry.path("question").stringValue(""))
            .sorted()
            .toList();
    var counted = json("DELETE", ENTRIES + query + "&dry_run=true");
    var deleted = json("DELETE", ENTRIES + query);

    assertThat(String.join(",", questions)).isEqualTo(expected);
    assertThat(counted.path("entries").intValue()).isEqualTo(questions.size());
    assertThat(counted.path("dry_run").booleanValue()).isTrue();
    assertThat(deleted.path("entries").intValue()).isEqualTo(questions.size());
    assertThat(api.answers.count(EntryFilter.ALL)).isEqualTo(3 - questions.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | ?cosumer=a               | cosumer
          GET    | ?consumer=               | consumer
          GET    | ?consumer=a&consumer=b   | consumer
          GET    | ?older_than=7            | older_than
          GET    | ?limit=0                 | limit
          GET    | ?limit=1001              | limit
          GET    | ?after=x                 | after
          DELETE | ''                       | all
          DELETE | ?all=false               | all
          DELETE | ?all=yes                 | all
          DELETE | ?all=true&consumer=a     | all
          DELETE | ?dry_run=true            | all
          DELETE | ?consumer=a&dry_run=1    | dry_run
          DELETE | ?consumer=a&limit=5      | limit
          DELETE | ?consumer=&all=true      | consumer
          """)
  void whatWouldPickOtherThanWasMeantIsRefused(String method, String query, String key)
      throws Exception {
    put("a", Entries.alice("a"));

    var answer = call(method, ENTRIES + query);

    assertThat(answer).hasStatus(400);
    assertThat(AdminApi.json(answer).at("/error/code").stringValue()).isEqualTo("invalid_filter");
    assertThat(AdminApi.json(answer).at("/error/problems/0/key").stringValue()).isEqualTo(key);
    assertThat(api.answers.count(EntryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void everythingIsDeletedWhereThatIsSaid() throws Exception {
    put("a", Entries.alice("a"));
    put("b", Entries.alice("b"));

    assertThat(json("DELETE", ENTRIES + "?all=true").path("entries").intValue()).isEqualTo(2);
    assertThat(api.answers.count(EntryFilter.ALL)).isZero();
  }

  @Test
  void oneIsShownWithItsAnswer() throws Exception {
    var id = put(SECRET, Entries.alice(SECRET));

    var answer = json("GET", ENTRIES + "/" + id).path("answer");

    assertThat(answer.toString())
        .isEqualTo(
            "{'text':'Salt.','model':'m-1','usage':{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15}}"
                .replace('\'', '"'));
  }

  @Test
  void oneWhoseAnswerCannotBeReadIsShownWithout() throws Exception {
    var entry =
        Entries.entry(PARTITION, SECRET, Entries.vector(0), "no recorded answer", api.now());
    api.answers.put(entry);

    assertThat(json("GET", ENTRIES + "/" + entry.head().id()).path("answer").isNull()).isTrue();
  }

  @Test
  void oneIsDeletedOnce() throws Exception {
    var id = put(SECRET, Entries.alice(SECRET));

    assertThat(call("DELETE", ENTRIES + "/" + id)).hasStatus(204);
    assertThat(call("DELETE", ENTRIES + "/" + id)).hasStatus(404);
    assertThat(call("GET", ENTRIES + "/" + id)).hasStatus(404);
    assertThat(call("GET", ENTRIES + "/nonsense")).hasStatus(404);
  }

  @Test
  void whoSawOrDeletedIsKeptAndNeverWhatWasInIt(CapturedOutput output) throws Exception {
    var id = put(SECRET, Entries.alice(SECRET));
    call("GET", ENTRIES + "?question=What is the secret recipe");
    call("GET", ENTRIES + "/" + id);
    call("DELETE", ENTRIES + "?consumer=alice&dry_run=true");
    call("DELETE", ENTRIES + "?question=What is the secret recipe&consumer=alice");

    var trail = Files.readString(folder.resolve("data/audit.ndjson"));
    assertThat(trail.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("\"token\":\"carl\",\"address\":\"127.0.0.1\"")
                    .contains("\"action\":\"cache.list\"")
                    .containsPattern("\"question_sha256\":\"[0-9a-f]{64}\",\"entries\":1"),
            line -> assertThat(line).contains("\"cache.read\",\"name\":\"" + id + "\""),
            line ->
                assertThat(line)
                    .contains("\"cache.count\"", "{\"consumer\":\"alice\",\"entries\":1}"),
            line -> assertThat(line).contains("\"cache.delete\"", "\"entries\":1"));
    assertThat(output.getAll()).contains("admin access");
    assertThat(trail + output.getAll()).doesNotContain("secret recipe").doesNotContain("Salt.");
  }

  @Test
  void aStoreThatIsAwayIsToldAndTheAttemptIsKept() throws Exception {
    api.answers.fail(true);

    for (var call :
        List.of(
            call("GET", ENTRIES),
            call("GET", ENTRIES + "/" + Entries.id(PARTITION, "a")),
            call("DELETE", ENTRIES + "?consumer=a&dry_run=true"),
            call("DELETE", ENTRIES + "?consumer=a"),
            call("DELETE", ENTRIES + "/" + Entries.id(PARTITION, "a")))) {
      assertThat(call).hasStatus(503);
      assertThat(AdminApi.json(call).at("/error/code").stringValue())
          .isEqualTo("store_unavailable");
    }
    assertThat(Files.readString(folder.resolve("data/audit.ndjson")).lines())
        .hasSize(2)
        .allMatch(
            line -> line.contains("cache.delete") && line.contains("\"outcome\":\"unknown\""));
  }

  private EntryId put(String question, Origin origin) {
    var entry =
        Entries.entry(
            PARTITION, question, Optional.of(Entries.vector(0)), origin, "x" + question, api.now());
    var taken =
        (RecordedAnswer.Outcome.Taken)
            RecordedAnswer.of(
                ChatRequest.of(
                    "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}"
                        .getBytes(StandardCharsets.UTF_8)),
                200,
                "application/json",
                """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m-1",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"Salt."},
                             "finish_reason":"stop"}],
                 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
                """,
                true);
    api.answers.put(new CacheEntry(entry.head(), taken.answer().encode()));
    return entry.head().id();
  }

  private MvcTestResult call(String method, String path) throws Exception {
    return api.call(method, path, AdminApi.CACHE, "");
  }

  private JsonNode json(String method, String path) throws Exception {
    var answer = call(method, path);
    assertThat(answer).hasStatus(200);
    return AdminApi.json(answer);
  }
}
