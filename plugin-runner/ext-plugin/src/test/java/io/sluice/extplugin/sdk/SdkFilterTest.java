package io.sluice.extplugin.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.extplugin.Argument;
import io.sluice.extplugin.HttpCall;
import io.sluice.extplugin.Needs;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a filter reads from the SDK's request, and what comes of what it sets. */
class SdkFilterTest {

  private static final HttpCall CALL =
      new HttpCall(
          0xffff_fffeL,
          -2,
          "POST",
          "/v1/chat/completions",
          new byte[] {(byte) 192, 0, 2, 7},
          List.of(new Argument("flag", ""), new Argument("a", "1"), new Argument("a", "2")),
          Headers.of(
              List.of(
                  new Header("X-Multi", "one"),
                  new Header("Host", "example.com"),
                  new Header("X-Multi", "two"))),
          Map.of("consumer_name", "alice"),
          "{\"text\":\"Grüße 你好\"}".getBytes(UTF_8));

  @Test
  void theRewriteFilterOfTheSdksDocumentationRewrites() {
    var filter =
        new SdkFilter(new RewriteDemo(), Map.of("RewriteDemo", "{\"path\":\"/anything\"}"));

    var outcome = filter.filter(CALL);

    assertThat(outcome)
        .isEqualTo(
            new SdkOutcome(
                Action.rewrite(
                    new Change.SetPath("/anything"),
                    new Change.SetHeader("new-header", "new-value"),
                    new Change.SetArgument("new-arg", "Grüße")),
                true));
  }

  @Test
  void theStopFilterOfTheSdksDocumentationStops() {
    var filter = new SdkFilter(new StopDemo(), Map.of("StopDemo", "{\"stop\":true}"));

    var stop = stopped(filter.filter(CALL));

    assertThat(stop.status()).isEqualTo(401);
    assertThat(stop.headers()).containsExactly(new Header("new-header", "header_by_runner"));
    assertThat(stop.body()).asString(UTF_8).isEqualTo("{\"key1\":\"välue\"}");
  }

  @Test
  void namesItsFilter() {
    assertThat(new SdkFilter(new StopDemo(), Map.of()).name()).isEqualTo("StopDemo");
  }

  @Test
  void needsWhatTheFilterRequires() {
    var needs = new SdkFilter(new RewriteDemo(), Map.of()).needs();

    assertThat(needs.variables()).containsExactlyInAnyOrder("remote_addr", "server_port");
    assertThat(needs.body()).isTrue();
  }

  @Test
  void aFilterThatRequiresNothingNeedsNothing() {
    assertThat(new SdkFilter(new StopDemo(), Map.of()).needs()).isEqualTo(Needs.NOTHING);
    assertThat(new SdkFilter(new NullRequirements(), Map.of()).needs()).isEqualTo(Needs.NOTHING);
  }

  @Test
  void readsMethodPathIdAndToken() {
    var read =
        reading(request ->
            List.of(
                request.getMethod(),
                request.getPath(),
                request.getRequestId(),
                request.getConfToken()));

    assertThat(read)
        .isEqualTo(
            List.of(HttpRequest.Method.POST, "/v1/chat/completions", 0xffff_fffeL, 0xffff_fffeL));
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryMethodThatTheProtocolKnows(HttpRequest.Method method) {
    assertThat(
            reading(
                new HttpCall(
                    1,
                    1,
                    method.name(),
                    "/",
                    new byte[4],
                    List.of(),
                    Headers.none(),
                    Map.of(),
                    new byte[0]),
                HttpRequest::getMethod))
        .isEqualTo(method);
  }

  @Test
  void readsHeadersWithoutCaseAndTheLastOfRepeatedOnes() {
    assertThat(reading(request -> request.getHeader("x-mULTI"))).isEqualTo("two");
    assertThat(reading(request -> request.getHeader("Host"))).isEqualTo("example.com");
    assertThat(reading(request -> Arrays.asList(request.getHeader("absent"))))
        .isEqualTo(Arrays.asList((Object) null));
    assertThat(reading(HttpRequest::getHeaders))
        .isEqualTo(Map.of("X-Multi", "two", "Host", "example.com"));
  }

  @Test
  void readsArgumentsWithCaseAndTheLastOfRepeatedOnes() {
    assertThat(reading(request -> request.getArg("a"))).isEqualTo("2");
    assertThat(reading(request -> request.getArg("flag"))).isEqualTo("");
    assertThat(reading(request -> Arrays.asList(request.getArg("A"))))
        .isEqualTo(Arrays.asList((Object) null));
    assertThat(reading(HttpRequest::getArgs)).isEqualTo(Map.of("flag", "", "a", "2"));
  }

  @Test
  void readsVariablesAndNullForUnsetOnes() {
    assertThat(reading(request -> request.getVars("consumer_name"))).isEqualTo("alice");
    assertThat(reading(request -> Arrays.asList(request.getVars("nosuchvar"))))
        .isEqualTo(Arrays.asList((Object) null));
  }

  @Test
  void readsTheBodyAsUtf8OrAsAsked() {
    assertThat(reading(HttpRequest::getBody)).isEqualTo("{\"text\":\"Grüße 你好\"}");
    assertThat(reading(request -> request.getBody(ISO_8859_1)))
        .isEqualTo(new String(CALL.body(), ISO_8859_1));
    assertThat(reading(CALL.withBody(new byte[0]), HttpRequest::getBody)).isEqualTo("");
  }

  @Test
  void readsItsOwnConfigurationAndThatOfAnotherFilter() {
    var seen = new ArrayList<@Nullable String>();
    PluginFilter filter =
        filter((request, response) -> {
          seen.add(request.getConfig(new RewriteDemo()));
          seen.add(request.getConfig(new StopDemo()));
          seen.add(request.getConfig(new NullRequirements()));
        });

    new SdkFilter(filter, Map.of("RewriteDemo", "one", "StopDemo", "")).filter(CALL);

    assertThat(seen).containsExactly("one", "", null);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "255.255.255.255, 255.255.255.255",
    "2001:db8:0:0:0:0:0:7, 2001:db8::7",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "fe80:0:0:0:0:0:0:0, fe80::"
  })
  void readsTheSourceAddress(String address, String expected) throws UnknownHostException {
    var call = from(InetAddress.getByName(address).getAddress());

    assertThat(reading(call, HttpRequest::getSourceIP)).isEqualTo(expected);
  }

  @Test
  void readsAnIpv4AddressThatCameOverIpv6AndNullForNone() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 7};

    assertThat(reading(from(mapped), HttpRequest::getSourceIP)).isEqualTo("::ffff:192.0.2.7");
    assertThat(reading(from(new byte[0]), request -> Arrays.asList(request.getSourceIP())))
        .isEqualTo(Arrays.asList((Object) null));
  }

  @Test
  void aFilterThatSetsNothingLetsTheRequestPass() {
    assertThat(doing((request, response) -> {})).isEqualTo(Action.pass());
  }

  @Test
  void headersSetOnRequestOrResponseAreRewritten() {
    var action =
        doing((request, response) -> {
          request.setHeader("X-A", "1");
          response.setReqHeader("X-B", "2");
          response.setReqHeader("x-a", "3");
        });

    assertThat(action)
        .isEqualTo(
            Action.rewrite(new Change.SetHeader("X-B", "2"), new Change.SetHeader("x-a", "3")));
  }

  @Test
  void aNullValueDeletesAHeaderOrAnArgumentAndABlankOneIsSent() {
    var action =
        doing((request, response) -> {
          response.setReqHeader("X-Gone", null);
          response.setReqHeader("X-Blank", " ");
          response.setArg("gone", null);
          response.setArg("blank", "");
        });

    assertThat(action)
        .isEqualTo(
            Action.rewrite(
                new Change.DeleteHeader("X-Gone"),
                new Change.SetHeader("X-Blank", " "),
                new Change.DeleteArgument("gone"),
                new Change.SetArgument("blank", "")));
  }

  @Test
  void aNullNameIsIgnored() {
    var action =
        doing((request, response) -> {
          request.setHeader(null, "1");
          request.setArg(null, "1");
          response.setReqHeader(null, "1");
          response.setArg(null, "1");
          response.setHeader(null, "1");
        });

    assertThat(action).isEqualTo(Action.pass());
  }

  @Test
  void pathAndArgumentsAreRewritten() {
    var action =
        doing((request, response) -> {
          request.setPath("/first");
          response.setPath("/second");
          request.setArg("a", "1");
          response.setArg("a", "2");
        });

    assertThat(action)
        .isEqualTo(Action.rewrite(new Change.SetPath("/second"), new Change.SetArgument("a", "2")));
  }

  @Test
  void aNullPathRewritesNothing() {
    assertThat(doing((request, response) -> request.setPath(null))).isEqualTo(Action.pass());
  }

  @Test
  void theBodySetIsSentUpstream() {
    var text = (Action.Rewrite) doing((request, response) -> request.setBody("Grüße"));
    var bytes = (Action.Rewrite) doing((request, response) -> request.setBody(new byte[] {1, -1}));

    assertThat(body(text)).asString(UTF_8).isEqualTo("Grüße");
    assertThat(body(bytes)).containsExactly(1, -1);
  }

  @Test
  void aResponseHeaderAloneIsAddedToTheResponseAndDoesNotStop() {
    var action =
        doing((request, response) -> {
          response.setHeader("X-A", "1");
          response.setHeader("X-B", "1");
          response.setHeader("X-A", "2");
          response.setHeader("X-Taken-Back", "1");
          response.setHeader("X-Taken-Back", null);
        });

    assertThat(action)
        .isEqualTo(
            Action.rewrite(
                new Change.AddResponseHeader("X-A", "2"),
                new Change.AddResponseHeader("X-B", "1")));
  }

  @Test
  void aStatusAloneStopsWithItsHeaders() {
    var stop =
        stopped(
            doing((request, response) -> {
              response.setHeader("X-A", "1");
              response.setStatusCode(403);
            }));

    assertThat(stop.status()).isEqualTo(403);
    assertThat(stop.headers()).containsExactly(new Header("X-A", "1"));
    assertThat(stop.body()).isEmpty();
  }

  @Test
  void aBodyAloneStopsWithStatus200() {
    var stop = stopped(doing((request, response) -> response.setBody("hällo")));

    assertThat(stop.status()).isEqualTo(200);
    assertThat(stop.headers()).isEmpty();
    assertThat(stop.body()).asString(UTF_8).isEqualTo("hällo");
  }

  @Test
  void aBlankOrNullBodyStopsWithoutABody() {
    assertThat(stopped(doing((request, response) -> response.setBody(" \n"))).body()).isEmpty();
    assertThat(stopped(doing((request, response) -> response.setBody(null))).body()).isEmpty();
  }

  @Test
  void aStopStaysOneWhateverIsSetLater() {
    var stop =
        stopped(
            doing((request, response) -> {
              response.setStatusCode(401);
              request.setHeader("X-A", "1");
              response.setPath("/");
            }));

    assertThat(stop.status()).isEqualTo(401);
  }

  @Test
  void statusZeroCountsAs200AndAnImpossibleOneIsAFailure() {
    assertThat(stopped(doing((request, response) -> response.setStatusCode(0))).status())
        .isEqualTo(200);
    assertThatThrownBy(() -> doing((request, response) -> response.setStatusCode(42)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("status must be in 200 to 599, but was 42");
  }

  @Test
  void whatIsSetShowsInTheGettersOfTheSameFilter() {
    var seen = new ArrayList<@Nullable Object>();
    doing((request, response) -> {
      request.setHeader("x-multi", "three");
      request.setHeader("host", null);
      request.setArg("a", "3");
      request.setArg("flag", null);
      request.setPath("/new");
      request.setBody("new");
      seen.add(request.getHeaders());
      seen.add(request.getHeader("X-Multi"));
      seen.add(request.getHeader("Host"));
      seen.add(request.getArgs());
      seen.add(request.getPath());
      seen.add(request.getBody());
    });

    assertThat(seen)
        .containsExactly(
            Map.of("x-multi", "three"), "three", null, Map.of("a", "3"), "/new", "new");
  }

  @Test
  void whatIsSetShowsInTheGettersOfLaterFilters() {
    var first =
        (Action.Rewrite)
            doing((request, response) -> {
              request.setHeader("X-Multi", "three");
              response.setReqHeader("Host", null);
              request.setArg("a", "3");
              response.setArg("flag", null);
              request.setPath("/new");
              response.setHeader("X-R", "1");
              request.setBody("new");
            });

    var read =
        reading(
            CALL.changedBy(first.changes()),
            request ->
                List.of(
                    request.getHeaders(),
                    request.getArgs(),
                    request.getPath(),
                    request.getBody(),
                    request.getVars("consumer_name")));

    assertThat(read)
        .isEqualTo(List.of(Map.of("X-Multi", "three"), Map.of("a", "3"), "/new", "new", "alice"));
  }

  @Test
  void theRunnersOwnVariablesCanBeReplaced() {
    var read =
        reading(request -> {
          request.setVars(Map.of("a", "1"));
          return List.of(request.getVars("a"));
        });

    assertThat(read).isEqualTo(List.of("1"));
  }

  @Test
  void aFilterThatDoesNotCallTheChainHasNotContinued() {
    var silent = new SdkFilter(filterAlone((request, response, chain) -> {}), Map.of());
    var calling =
        new SdkFilter(
            filterAlone((request, response, chain) -> chain.filter(request, response)), Map.of());

    assertThat(silent.filter(CALL)).isEqualTo(new SdkOutcome(Action.pass(), false));
    assertThat(calling.filter(CALL)).isEqualTo(new SdkOutcome(Action.pass(), true));
  }

  @Test
  void whatFollowsTheChainCountsAndTwoCallsOfItAreOneAnswer() {
    var filter =
        new SdkFilter(
            filterAlone((request, response, chain) -> {
              chain.filter(request, response);
              request.setHeader("X-A", "1");
              chain.filter(request, response);
              request.setHeader("X-B", "2");
            }),
            Map.of());

    assertThat(filter.filter(CALL))
        .isEqualTo(
            new SdkOutcome(
                Action.rewrite(new Change.SetHeader("X-A", "1"), new Change.SetHeader("X-B", "2")),
                true));
  }

  @Test
  void aFilterWithoutARequestPhaseHasNotContinued() {
    var outcome = new SdkFilter(new NullRequirements(), Map.of()).filter(CALL);

    assertThat(outcome).isEqualTo(new SdkOutcome(Action.pass(), false));
  }

  private static byte[] body(Action.Rewrite rewrite) {
    assertThat(rewrite.changes()).hasSize(1);
    return ((Change.SetBody) rewrite.changes().getFirst()).request().body();
  }

  private static HttpCall from(byte[] source) {
    return new HttpCall(1, 1, "GET", "/", source, List.of(), Headers.none(), Map.of(), new byte[0]);
  }

  private static Object reading(Function<HttpRequest, Object> read) {
    return reading(CALL, read);
  }

  /** Returns what a filter reads from a call. */
  private static Object reading(HttpCall call, Function<HttpRequest, Object> read) {
    var seen = new ArrayList<>();
    new SdkFilter(filter((request, response) -> seen.add(read.apply(request))), Map.of())
        .filter(call);
    return seen.getFirst();
  }

  private static Action doing(BiConsumer<HttpRequest, HttpResponse> work) {
    return new SdkFilter(filter(work), Map.of()).filter(CALL).action();
  }

  private static Action.Stop stopped(SdkOutcome outcome) {
    return stopped(outcome.action());
  }

  private static Action.Stop stopped(Action action) {
    assertThat(action).isInstanceOf(Action.Stop.class);
    return (Action.Stop) action;
  }

  private static PluginFilter filter(BiConsumer<HttpRequest, HttpResponse> work) {
    return filterAlone((request, response, chain) -> {
      work.accept(request, response);
      chain.filter(request, response);
    });
  }

  private static PluginFilter filterAlone(Work work) {
    return new PluginFilter() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        work.accept(request, response, chain);
      }
    };
  }

  private interface Work {
    void accept(HttpRequest request, HttpResponse response, PluginFilterChain chain);
  }

  /** As in the SDK's documentation: what its users have copied and changed. */
  private static final class RewriteDemo implements PluginFilter {

    @Override
    public String name() {
      return "RewriteDemo";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
      var config = request.getConfig(this);
      request.setPath(config.replaceAll(".*:\"(.*)\"}", "$1"));
      request.setHeader("new-header", "new-value");
      request.setArg("new-arg", request.getBody().substring(9, 14));
      chain.filter(request, response);
    }

    @Override
    public List<String> requiredVars() {
      return List.of("remote_addr", "server_port");
    }

    @Override
    public Boolean requiredBody() {
      return true;
    }
  }

  /** As in the SDK's documentation. */
  private static final class StopDemo implements PluginFilter {

    @Override
    public String name() {
      return "StopDemo";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
      response.setStatusCode(401);
      response.setHeader("new-header", "header_by_runner");
      response.setBody("{\"key1\":\"välue\"}");
      chain.filter(request, response);
    }
  }

  /** A filter of the response phase alone, with nulls where the interface has them. */
  @SuppressWarnings("NullAway")
  private static final class NullRequirements implements PluginFilter {

    @Override
    public String name() {
      return "NullRequirements";
    }

    @Override
    public List<String> requiredVars() {
      return null;
    }

    @Override
    public Boolean requiredBody() {
      return null;
    }

    @Override
    public Boolean requiredRespBody() {
      return null;
    }
  }
}
