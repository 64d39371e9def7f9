package io.sluice.cache;

import static io.sluice.cache.Fixture.ALICE;
import static io.sluice.cache.Fixture.BOB;
import static io.sluice.cache.Fixture.CAROL;
import static io.sluice.cache.Fixture.ask;
import static io.sluice.cache.Fixture.completion;
import static io.sluice.cache.Fixture.exchange;
import static io.sluice.cache.Fixture.question;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Decision;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Uncompressed;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachedRouteTest {

  private static final String RESET = "How do I reset my password?";

  private final Fixture cache = new Fixture();
  private final RoutePlugin route = cache.route("{}");

  private static final String QUESTION =
      "{'model':'auto','messages':[{'role':'user','content':'hi'}]%s}";

  @Test
  void theSameQuestionGetsTheSameAnswer() {
    ask(route, RESET).answered("See the wiki.");
    cache.clock.advance(Duration.ofSeconds(7));

    var again = ask(route, RESET);

    assertThat(again.isHit()).isTrue();
    assertThat(again.body()).contains("See the wiki.");
    assertThat(again.header("X-AI-Cache-Status")).isEqualTo("HIT");
    assertThat(again.header("X-AI-Cache-Layer")).isEqualTo("exact");
    assertThat(again.header("X-AI-Cache-Age")).isEqualTo("7");
    assertThat(again.header("X-AI-Tokens-Saved")).isEqualTo("15");
    assertThat(cache.heard.words).containsExactly("missed nothing_near", "kept", "hit exact 15");
  }

  @Test
  void aQuestionThatMeansTheSameGetsTheAnswerToo() {
    ask(route, RESET).answered("See the wiki.");

    var near = ask(route, "how do i reset my password please");

    assertThat(near.isHit()).isTrue();
    assertThat(near.header("X-AI-Cache-Layer")).isEqualTo("semantic");
    assertThat(Double.parseDouble(near.header("X-AI-Cache-Similarity"))).isBetween(0.8, 0.999);
    assertThat(near.reason()).isEqualTo("hit");
  }

  @Test
  void aCompressedRequestIsComparedByWhatItWas() {
    ask(route, compressed("Q?", RESET)).answered("See the wiki.");

    assertThat(ask(route, RESET).header("X-AI-Cache-Layer")).isEqualTo("exact");
    assertThat(ask(route, compressed("Q!", RESET + " please")).header("X-AI-Cache-Layer"))
        .isEqualTo("semantic");
    assertThat(ask(route, "Q?").isHit()).isFalse();
  }

  private static ChatExchange compressed(String shorter, String asked) {
    return exchange(ALICE, question(asked))
        .with(new Change.SetBody(exchange(ALICE, question(shorter)).request()))
        .with(new Change.Keep(Uncompressed.of(exchange(ALICE, question(asked)).request())));
  }

  @Test
  void aSemanticHitIsNotWrittenIntoTheExactLayer() {
    ask(route, RESET).answered("See the wiki.");
    ask(route, "how do i reset my password please");

    assertThat(cache.answers.count(EntryFilter.ALL)).isEqualTo(1);
    assertThat(ask(route, "how do i reset my password please").header("X-AI-Cache-Layer"))
        .isEqualTo("semantic");
  }

  @Test
  void aQuestionThatOnlyLooksTheSameIsRefusedWithTheReason() {
    ask(route, "Is there a flight from Paris to Rome on Monday").answered("Yes.");

    var other = ask(route, "Is there a flight from Rome to Paris on Monday");

    assertThat(other.outcome()).isEqualTo("MISS guard");
    assertThat(other.decision().details()).containsKeys("guard", "similarity");
  }

  @Test
  void aQuestionThatIsFarIsAMiss() {
    ask(route, RESET).answered("See the wiki.");

    assertThat(ask(route, "What is the weather in Lisbon tomorrow").outcome()).startsWith("MISS ");
  }

  @Test
  void aPartitionWithoutEntriesCostsNoEmbedding() {
    assertThat(ask(route, RESET).outcome()).isEqualTo("MISS nothing_near");
    assertThat(cache.model.calls()).isZero();
  }

  @Test
  void aFirstQuestionThatIsRuledOutCostsNoEmbedding() {
    ask(route, RESET).answered("See the wiki.");
    int before = cache.model.calls();
    cache.answers.ruleOut();

    assertThat(ask(route, RESET + " please").outcome()).isEqualTo("MISS nothing_near");
    assertThat(cache.model.calls()).isEqualTo(before);
  }

  @Test
  void aQuestionAfterAnAnswerIsNotRuledOut() {
    var conversation =
        "{'messages':[{'role':'user','content':'what does a ticket cost'},"
            + "{'role':'assistant','content':'5 EUR.'},{'role':'user','content':'%s'}]}";
    ask(route, exchange(ALICE, conversation.formatted("and for two of them"))).answered("10 EUR.");
    cache.answers.ruleOut();

    assertThat(
            ask(route, exchange(ALICE, conversation.formatted("and for two of them, please")))
                .isHit())
        .isTrue();
  }

  @Test
  void theEmbeddingOfTheSearchIsTheOneThatIsKept() {
    ask(route, RESET).answered("See the wiki.");

    assertThat(cache.model.calls()).isEqualTo(1);
  }

  @Test
  void othersDoNotGetAConsumersAnswers() {
    ask(route, RESET).answered("See the wiki.");

    assertThat(ask(route, exchange(BOB, question(RESET))).isHit()).isFalse();
  }

  @Test
  void whoHasNoNameNeitherGetsNorGivesAnAnswer() {
    var nobody = new Subject("", "", "chat");
    var everyone = cache.route("{'scope':'route'}");

    var first = ask(everyone, exchange(nobody, question(RESET)));
    first.answered("See the wiki.");

    assertThat(first.outcome()).isEqualTo("BYPASS anonymous");
    assertThat(ask(everyone, exchange(nobody, question(RESET))).isHit()).isFalse();
    assertThat(cache.answers.count(EntryFilter.ALL)).isZero();
  }

  @Test
  void aDepartmentSharesWhereTheRouteSaysSo() {
    var shared = cache.route("{'scope':'department'}");
    ask(shared, RESET).answered("See the wiki.");

    assertThat(ask(shared, exchange(BOB, question(RESET))).isHit()).isTrue();
    assertThat(ask(shared, exchange(CAROL, question(RESET))).isHit()).isFalse();
  }

  @Test
  void thoseWithoutADepartmentAreNotADepartment() {
    var shared = cache.route("{'scope':'department'}");
    ask(shared, exchange(new Subject("dave", "", "chat"), question(RESET))).answered("a");

    assertThat(ask(shared, exchange(new Subject("erin", "", "chat"), question(RESET))).isHit())
        .isFalse();
  }

  @Test
  void aGroupSharesAmongItsMembersOnly() {
    var shared =
        cache.route("{'scope':'group','group':{'name':'g','consumers':['alice','carol']}}");
    ask(shared, RESET).answered("See the wiki.");
    ask(shared, exchange(BOB, question(RESET))).answered("Bob's own.");

    assertThat(ask(shared, exchange(CAROL, question(RESET))).body()).contains("See the wiki.");
    assertThat(ask(shared, exchange(BOB, question(RESET))).body()).contains("Bob's own.");
  }

  @Test
  void routesKeepTheirOwnUnlessTheyNameASharedCache() {
    var elsewhere = new Subject("alice", "sales", "other");
    var named = cache.route("{'cache':'help'}");
    ask(route, RESET).answered("a");
    ask(named, RESET).answered("b");

    assertThat(ask(route, exchange(elsewhere, question(RESET))).isHit()).isFalse();
    assertThat(ask(named, exchange(elsewhere, question(RESET))).body()).contains("\"b\"");
  }

  @Test
  void aDegradedAnswerIsNotKept() {
    var asked = ask(route, RESET);
    var degraded =
        new Fixture.Asked(
            route,
            asked.exchange().with(new Change.Explain(Decision.of("ai-token-limit", "degraded"))),
            asked.action());

    degraded.answered("A cheap answer.");

    assertThat(cache.heard.words).endsWith("not kept degraded");
    assertThat(ask(route, RESET).isHit()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",'temperature':1.5 | temperature",
        ",'n':2 | choices",
        ",'tools':[{'type':'function','function':{'name':'f'}}] | tools",
        ",'web_search_options':{} | live",
        ",'logprobs':true | form",
        ",'n':1,'n':1 | not_understood"
      })
  void whatIsNotCacheableIsPassedBy(String field, String reason) {
    var asked = ask(route, exchange(ALICE, QUESTION.formatted(field)));
    asked.answered("x");

    assertThat(asked.outcome()).isEqualTo("BYPASS " + reason);
    assertThat(cache.answers.count(EntryFilter.ALL)).isZero();
  }

  @Test
  void theRouteSaysHowHotASamplingMayBe() {
    var cold = cache.route("{'max_temperature':0.3}");

    assertThat(ask(cold, exchange(ALICE, QUESTION.formatted(",'temperature':0.3"))).outcome())
        .startsWith("MISS");
    assertThat(ask(cold, exchange(ALICE, QUESTION.formatted(""))).outcome())
        .isEqualTo("BYPASS temperature");
  }

  @Test
  void toolsAreCachedWhereTheRouteAllowsThem() {
    var tools = cache.route("{'tools':true}");
    var body = QUESTION.formatted(",'tools':[{'type':'function','function':{'name':'f'}}]");
    ask(tools, exchange(ALICE, body)).answered("No need to call anything.");

    assertThat(ask(tools, exchange(ALICE, body)).isHit()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"length", "content_filter", "tool_calls"})
  void onlyACompleteAnswerIsKept(String finishReason) {
    ask(route, RESET).ended(200, completion("half", finishReason), true);

    assertThat(ask(route, RESET).isHit()).isFalse();
  }

  @Test
  void anErrorIsNotKept() {
    ask(route, RESET).ended(500, "{\"error\":{\"message\":\"x\"}}", true);

    assertThat(ask(route, RESET).isHit()).isFalse();
  }

  @Test
  void aCutAnswerIsNotKept() {
    ask(route, RESET).ended(200, completion("whole", "stop"), false);

    assertThat(ask(route, RESET).isHit()).isFalse();
  }

  @Test
  void anAnswerThatIsTooLargeIsNotKept() {
    var small = cache.route("{'max_answer_bytes':300}");
    ask(small, RESET).answered("x".repeat(300));

    assertThat(cache.heard.words).endsWith("not kept size");
    assertThat(ask(small, RESET).isHit()).isFalse();
  }

  @Test
  void noStoreKeepsTheExchangeOutOfTheCache() {
    ask(route, RESET).answered("See the wiki.");
    var asked =
        ask(route, exchange(ALICE, question(RESET), new Header("cache-control", "no-store")));
    asked.answered("Something else.");

    assertThat(asked.outcome()).isEqualTo("BYPASS no_store");
    assertThat(ask(route, RESET).body()).contains("See the wiki.");
  }

  @Test
  void noCacheAsksTheModelAndKeepsTheNewAnswer() {
    ask(route, RESET).answered("old");
    var asked =
        ask(route, exchange(ALICE, question(RESET), new Header("Cache-Control", "no-cache")));
    asked.answered("new");

    assertThat(asked.outcome()).isEqualTo("BYPASS no_cache");
    assertThat(ask(route, RESET).body()).contains("\"new\"");
  }

  @Test
  void aClientSetsTheOldestAnswerItTakes() {
    ask(route, RESET).answered("See the wiki.");
    cache.clock.advance(Duration.ofSeconds(60));

    assertThat(withMaxAge(59).isHit()).isFalse();
    assertThat(withMaxAge(60).isHit()).isTrue();
    assertThat(withMaxAge(1_000_000).isHit()).isTrue();
  }

  private Fixture.Asked withMaxAge(int seconds) {
    return ask(
        route, exchange(ALICE, question(RESET), new Header("Cache-Control", "max-age=" + seconds)));
  }

  @Test
  void anAnswerIsServedWhileItIsFresh() {
    var hourly = cache.route("{'ttl':'1h','ttl_jitter':0}");
    ask(hourly, RESET).answered("See the wiki.");

    cache.clock.advance(Duration.ofMinutes(60).minusMillis(1));
    assertThat(ask(hourly, RESET).isHit()).isTrue();
    cache.clock.advance(Duration.ofMillis(1));
    assertThat(ask(hourly, RESET).isHit()).isFalse();
  }

  @Test
  void aStaleAnswerIsServedWhileOneRequestAsksAnew() {
    var route = cache.route("{'ttl':'1h','ttl_jitter':0,'stale_while_revalidate':'10m'}");
    ask(route, RESET).answered("old");
    cache.clock.advance(Duration.ofMinutes(61));

    var first = ask(route, RESET);
    var second = ask(route, RESET);

    assertThat(first.outcome()).isEqualTo("MISS stale");
    assertThat(second.outcome()).isEqualTo("HIT stale");
    first.answered("new");
    assertThat(ask(route, RESET).body()).contains("\"new\"");
    assertThat(ask(route, RESET).outcome()).isEqualTo("HIT hit");
  }

  @Test
  void aStaleAnswerIsAskedAnewAgainWhenThatFailed() {
    var route = cache.route("{'ttl':'1h','ttl_jitter':0,'stale_while_revalidate':'10m'}");
    ask(route, RESET).answered("old");
    cache.clock.advance(Duration.ofMinutes(61));
    ask(route, RESET).ended(500, "", true);

    assertThat(ask(route, RESET).outcome()).isEqualTo("MISS stale");
  }

  @Test
  void lifetimesDifferSoThatABurstDoesNotExpireAtOnce() {
    for (int i = 0; i < 50; i++) {
      ask(route, "question number " + i).answered("answer " + i);
    }

    var lifetimes =
        cache.answers.list(EntryFilter.ALL, Optional.empty(), 100).stream()
            .map(head -> Duration.between(head.created(), head.expires()))
            .toList();

    assertThat(lifetimes).allMatch(life -> life.compareTo(Duration.ofMinutes(54)) >= 0);
    assertThat(lifetimes).allMatch(life -> life.compareTo(Duration.ofMinutes(60)) <= 0);
    assertThat(lifetimes).doesNotHaveDuplicates();
  }

  @Test
  void anEqualRequestWaitsForTheAnswerOnItsWay() throws InterruptedException {
    var first = ask(route, RESET);
    var second = new Fixture.Asked[1];
    var waiting = Thread.ofVirtual().start(() -> second[0] = ask(route, RESET));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    first.answered("See the wiki.");
    waiting.join();

    assertThat(second[0].outcome()).isEqualTo("HIT shared");
    assertThat(second[0].body()).contains("See the wiki.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoWaitsGoesOnWhenThereIsNoAnswer(boolean logged) throws InterruptedException {
    var first = ask(route, RESET);
    var second = new Fixture.Asked[1];
    var waiting = Thread.ofVirtual().start(() -> second[0] = ask(route, RESET));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    if (logged) {
      first.ended(429, "", true);
    } else {
      route.onEnd(first.exchange(), new Ending.Unsent());
    }
    waiting.join();

    assertThat(second[0].header("X-AI-Cache-Status")).isEqualTo("MISS");
  }

  @Test
  void whoeverWaitsForAnAnswerDoesNotGetTheOneToOtherWords() throws InterruptedException {
    var route = cache.route("{'ttl':'1h','ttl_jitter':0,'stale_while_revalidate':'10m'}");
    ask(route, RESET).answered("old");
    cache.clock.advance(Duration.ofMinutes(61));
    var inOtherWords = ask(route, RESET + " please");
    assertThat(inOtherWords.outcome()).isEqualTo("MISS stale");
    cache.answers.delete(EntryFilter.ALL);
    var exact = new Fixture.Asked[1];
    var waiting = Thread.ofVirtual().start(() -> exact[0] = ask(route, RESET));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    inOtherWords.answered("to other words");
    waiting.join();

    assertThat(exact[0].header("X-AI-Cache-Status")).isEqualTo("MISS");
  }

  @Test
  void nobodyWaitsForAnAnswerThatIsLate() {
    ask(route, RESET);
    cache.clock.advance(Duration.ofSeconds(4));

    assertThat(ask(route, RESET).outcome()).isEqualTo("MISS nothing_near");
  }

  @Test
  void earlierTurnsAreTheSameByDefault() {
    var asked =
        "{'messages':[{'role':'user','content':'%s'},"
            + "{'role':'assistant','content':'It is 5 EUR.'},"
            + "{'role':'user','content':'and for two of them'}]}";
    ask(route, exchange(ALICE, asked.formatted("what does a ticket cost"))).answered("10 EUR.");

    assertThat(ask(route, exchange(ALICE, asked.formatted("what does a ticket cost"))).isHit())
        .isTrue();
    assertThat(
            ask(route, exchange(ALICE, asked.formatted("what does a ticket cost please"))).isHit())
        .isFalse();
  }

  @Test
  void earlierTurnsMayMeanTheSameWhereTheRouteSaysSo() {
    var similar = cache.route("{'context':'similar'}");
    var asked =
        "{'messages':[{'role':'user','content':'%s'},{'role':'assistant','content':'%s'},{'role':'user','content':'and"
            + " for two of them'}]}";
    ask(similar, exchange(ALICE, asked.formatted("what does a ticket cost", "5 EUR")))
        .answered("10 EUR.");

    assertThat(
            ask(
                    similar,
                    exchange(ALICE, asked.formatted("what does a ticket cost please", "5 EUR")))
                .isHit())
        .isTrue();
    assertThat(
            ask(
                    similar,
                    exchange(ALICE, asked.formatted("what does a ticket cost please", "6 EUR")))
                .isHit())
        .isFalse();
    assertThat(
            ask(similar, exchange(ALICE, asked.formatted("what does a dog cost", "5 EUR"))).isHit())
        .isFalse();
  }

  @Test
  void endUsersDoNotShareUnlessTheRouteSaysSo() {
    var shared = cache.route("{'end_users':'shared'}");
    for (var each : new RoutePlugin[] {route, shared}) {
      ask(each, exchange(ALICE, QUESTION.formatted(",'user':'u1'"))).answered("hello");
    }

    assertThat(ask(route, exchange(ALICE, QUESTION.formatted(",'user':'u2'"))).isHit()).isFalse();
    assertThat(ask(shared, exchange(ALICE, QUESTION.formatted(",'user':'u2'"))).isHit()).isTrue();
  }

  @Test
  void headersThatProvidersHeedSetRequestsApartAndSoDoThoseThatTheRouteNames() {
    var varied = cache.route("{'vary':['X-Locale']}");
    ask(varied, RESET).answered("See the wiki.");

    assertThat(ask(varied, exchange(ALICE, question(RESET), new Header("x-locale", "de"))).isHit())
        .isFalse();
    assertThat(ask(route, exchange(ALICE, question(RESET), new Header("OpenAI-Beta", "x"))).isHit())
        .isFalse();
    assertThat(ask(varied, exchange(ALICE, question(RESET), new Header("X-Other", "x"))).isHit())
        .isTrue();
  }

  @Test
  void aPathMayNameTheModel() {
    var deployments = "/openai/deployments/%s/chat/completions";
    ask(route, at(deployments.formatted("small"))).answered("See the wiki.");

    assertThat(ask(route, at(deployments.formatted("small"))).isHit()).isTrue();
    assertThat(ask(route, at(deployments.formatted("large"))).isHit()).isFalse();
  }

  @Test
  void routesThatShareACacheMayHavePathsOfTheirOwn() {
    var shared = cache.route("{'cache':'help'}");
    ask(shared, at("/a/v1/chat/completions")).answered("See the wiki.");

    assertThat(ask(shared, at("/b/v1/chat/completions")).isHit()).isTrue();
    assertThat(ask(shared, at("/openai/deployments/x/chat/completions")).isHit()).isFalse();
  }

  private static ChatExchange at(String path) {
    return ChatExchange.begin(
        RequestId.next(),
        ALICE,
        path,
        Headers.none(),
        ChatRequest.of(path, question(RESET).getBytes(UTF_8)));
  }

  @Test
  void theExactLayerAloneEmbedsNothing() {
    var exact = cache.route("{'semantic':false}");
    ask(exact, RESET).answered("See the wiki.");

    assertThat(ask(exact, RESET).isHit()).isTrue();
    assertThat(ask(exact, RESET + " please").outcome()).isEqualTo("MISS exact_only");
    assertThat(cache.model.calls()).isZero();
  }

  @Test
  void inShadowNothingIsServedAndEverythingIsTold() {
    var shadow = cache.route("{'shadow':true}");
    ask(shadow, RESET).answered("See the wiki.");

    var second = ask(shadow, RESET);
    second.answered("See the wiki.");
    var third = ask(shadow, "how do i reset my password please");
    third.answered("Call the desk.");

    assertThat(second.outcome()).isEqualTo("MISS shadow");
    assertThat(second.decision().details()).containsEntry("layer", "exact");
    assertThat(third.decision().details())
        .containsEntry("layer", "semantic")
        .containsKey("similarity");
    assertThat(cache.heard.words).contains("shadowed exact 1.000", "shadowed semantic 0.333");
  }

  @Test
  void withoutTheStoreARequestIsAMissAndNothingIsLost() {
    cache.answers.fail(true);
    var exchange = exchange(ALICE, question(RESET));

    assertThatThrownBy(() -> ask(route, exchange)).isInstanceOf(DependencyException.class);
    var asked = Fixture.applied(route, exchange, route.onFailure(exchange));
    cache.answers.fail(false);
    cache.clock.advance(Duration.ofSeconds(2));
    asked.answered("See the wiki.");

    assertThat(asked.outcome()).isEqualTo("MISS failure");
    assertThat(ask(route, RESET).isHit()).isTrue();
  }

  @Test
  void aStoreThatFailedIsLeftAloneForAMoment() {
    cache.answers.fail(true);
    assertThatThrownBy(() -> ask(route, RESET)).isInstanceOf(DependencyException.class);
    cache.answers.fail(false);

    assertThatThrownBy(() -> ask(route, RESET)).isInstanceOf(DependencyException.class);
    cache.clock.advance(Duration.ofSeconds(2));
    assertThat(ask(route, RESET).outcome()).startsWith("MISS");
  }

  @Test
  void whatTheStoreDoesNotTakeIsNotMissed() {
    var asked = ask(route, RESET);
    cache.answers.fail(true);

    asked.answered("See the wiki.");

    assertThat(cache.heard.words).endsWith("not kept fake store");
  }

  @Test
  void anEntryThatCantBeReadIsAMissAndIsCounted() {
    ask(route, RESET).answered("See the wiki.");
    var head = cache.answers.list(EntryFilter.ALL, Optional.empty(), 1).getFirst();
    cache.answers.put(new CacheEntry(head, new byte[] {1, 2, 3}));

    assertThat(ask(route, RESET).isHit()).isFalse();
    assertThat(cache.heard.words).contains("unreadable");
  }

  @Test
  void aClientDeletesTheAnswerItGotWhereTheRouteAllows() {
    var route = cache.route("{'client_delete':true}");
    var first = ask(route, RESET);
    first.answered("Wrong.");

    var deleted = ask(route, Fixture.delete(ALICE, first.exchange().id().value()));

    assertThat(deleted.action()).hasToString("Stop[204, 0 bytes]");
    assertThat(ask(route, RESET).isHit()).isFalse();
  }

  @Test
  void aClientDeletesByTheRequestThatWasAHit() {
    var route = cache.route("{'client_delete':true,'scope':'department'}");
    ask(route, RESET).answered("Wrong.");
    var hit = ask(route, exchange(BOB, question(RESET)));

    assertThat(ask(route, Fixture.delete(BOB, hit.exchange().id().value())).action())
        .hasToString("Stop[204, 0 bytes]");
    assertThat(ask(route, RESET).isHit()).isFalse();
  }

  @Test
  void nobodyDeletesAnothersAnswer() {
    var route = cache.route("{'client_delete':true}");
    var first = ask(route, RESET);
    first.answered("Right.");

    var refused = ask(route, Fixture.delete(BOB, first.exchange().id().value()));

    assertThat(refused.body()).contains("cache_entry_not_found");
    assertThat(ask(route, RESET).isHit()).isTrue();
  }

  @Test
  void aDeletionThatFailsIsToldAndDoesNotReachTheProvider() {
    var route = cache.route("{'client_delete':true}");
    var deletion = Fixture.delete(ALICE, "019aa0d2-6c1f-7c52-8d0e-0f7d3b8f4a55");

    assertThat(route.onFailure(deletion)).asString().startsWith("Stop[503");
  }

  @Test
  void aDeletionPassesByWhereTheRouteDoesNotAllowIt() {
    var first = ask(route, RESET);
    first.answered("Right.");

    assertThat(ask(route, Fixture.delete(ALICE, first.exchange().id().value())).outcome())
        .isEqualTo("BYPASS not_understood");
    assertThat(ask(route, RESET).isHit()).isTrue();
  }

  @Test
  void explainsWhatItWouldDo() {
    ask(route, RESET).answered("See the wiki.");

    var equal = cache.plugin.explain(exchange(ALICE, question(RESET))).orElseThrow();
    var near =
        cache
            .plugin
            .explain(exchange(ALICE, question("how do i reset my password please")))
            .orElseThrow();
    var other =
        cache
            .plugin
            .explain(exchange(ALICE, question("How do I not reset my password?")))
            .orElseThrow();
    var bypassed =
        cache.plugin.explain(exchange(ALICE, QUESTION.formatted(",'n':2"))).orElseThrow();

    assertThat(equal.outcome()).isEqualTo("exact");
    assertThat(near.outcome()).startsWith("hit ");
    assertThat(other.near().getFirst().verdict()).startsWith("negation");
    assertThat(bypassed.outcome()).isEqualTo("bypass choices");
    assertThat(cache.plugin.explain(exchange(new Subject("alice", "", "unused"), "{}"))).isEmpty();
    assertThat(cache.heard.words).hasSize(2);
  }
}
