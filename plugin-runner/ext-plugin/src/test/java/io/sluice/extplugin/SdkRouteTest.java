package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.extplugin.CallObserver.Outcome;
import io.sluice.extplugin.Told.Entry;
import io.sluice.extplugin.sdk.SdkFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's filters on a route, from frame to frame. */
@Timeout(60)
class SdkRouteTest {

  @TempDir private Path folder;

  @Test
  void twoFiltersChangeARequestOneAfterTheOther() throws Exception {
    var redacting = new SdkFilter(new Redacting(), Map.of("redact", "SECRET"));
    var stamping = new SdkFilter(new Stamping(), Map.of());

    try (var server = TestServer.start(folder, route(redacting, stamping));
        var peer = server.connect()) {
      assertThat(peer.call(1, peer.prepare())).isEqualTo(new Told.AskedVariable("consumer_name"));
      assertThat(peer.receive()).isEqualTo(new Told.AskedBody());
      peer.send(Frame.EXTRA_INFO, Asked.extraInfo("alice".getBytes(UTF_8)));
      var told = peer.ask(Frame.EXTRA_INFO, Asked.extraInfo("Grüße SECRET".getBytes(UTF_8)));

      assertThat(told)
          .isEqualTo(
              new Told.Rewritten(
                  1,
                  null,
                  List.of(new Entry("X-Stamp", "alice: Grüße ***")),
                  List.of(),
                  List.of(new Entry("X-Seen", "yes")),
                  Told.utf8("Grüße ***")));
    }
  }

  @Test
  void aFilterThatThrowsGetsOneErrorReply() throws Exception {
    PluginFilter failing =
        new Named("failing") {
          @Override
          public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
            throw new IllegalStateException("test");
          }
        };

    try (var server = TestServer.start(folder, route(new SdkFilter(failing, Map.of())));
        var peer = server.connect()) {
      assertThat(peer.call(1, peer.prepare())).isEqualTo(new Told.Refused(1));
      assertThat(server.outcomes(1)).containsExactly(Outcome.ERROR);
    }
  }

  private static Route route(SdkFilter... filters) {
    var variables = new java.util.TreeSet<String>();
    boolean body = false;
    for (var filter : filters) {
      variables.addAll(filter.needs().variables());
      body |= filter.needs().body();
    }
    return ScriptedRoute.needing(body, variables, call -> run(call, filters));
  }

  private static Answer run(HttpCall call, SdkFilter... filters) {
    var all = new ArrayList<Change>();
    var current = call;
    for (var filter : filters) {
      if (filter.filter(current).action() instanceof Action.Rewrite(List<Change> changes)) {
        all.addAll(changes);
        current = current.changedBy(changes);
      }
    }
    return Answer.of(new Action.Rewrite(all));
  }

  private abstract static class Named implements PluginFilter {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }
  }

  private static final class Redacting extends Named {

    Redacting() {
      super("redact");
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
      request.setBody(request.getBody().replace(request.getConfig(this), "***"));
      response.setHeader("X-Seen", "yes");
      chain.filter(request, response);
    }

    @Override
    public Boolean requiredBody() {
      return true;
    }
  }

  private static final class Stamping extends Named {

    Stamping() {
      super("stamp");
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
      request.setHeader("X-Stamp", request.getVars("consumer_name") + ": " + request.getBody());
      chain.filter(request, response);
    }

    @Override
    public List<String> requiredVars() {
      return List.of("consumer_name");
    }
  }
}
