package io.sluice.runner.chain;

import io.sluice.exchange.Action;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.OpenAiError;
import io.sluice.exchange.RequestId;
import io.sluice.extplugin.Answer;
import io.sluice.extplugin.HttpCall;
import io.sluice.extplugin.Needs;
import io.sluice.extplugin.Route;
import java.util.ArrayList;

/** A route whose configuration is broken: every request learns why. */
record BrokenRoute(String problems) implements Route {

  @Override
  public Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public Answer call(HttpCall call) {
    var stop = new OpenAiError(500, "server_error", "invalid_plugin_config", problems).toStop();
    var headers = new ArrayList<>(stop.headers().asList());
    headers.add(new Header(WireNames.REQUEST_ID, RequestId.next().value()));
    return Answer.of(new Action.Stop(stop.status(), Headers.of(headers), stop.body()));
  }
}
