package io.sluice.extplugin;

import io.sluice.exchange.Action;
import java.util.Set;
import java.util.function.Function;

/** A route that answers as the test says. */
record ScriptedRoute(Needs needs, Function<HttpCall, Answer> script) implements Route {

  static final Route PASS = answering(Action.pass());

  static Route answering(Action action) {
    return of(call -> Answer.of(action));
  }

  static Route of(Function<HttpCall, Answer> script) {
    return new ScriptedRoute(Needs.NOTHING, script);
  }

  static Route needing(boolean body, Set<String> variables, Function<HttpCall, Answer> script) {
    return new ScriptedRoute(new Needs(variables, body), script);
  }

  @Override
  public Answer call(HttpCall call) {
    return script.apply(call);
  }
}
