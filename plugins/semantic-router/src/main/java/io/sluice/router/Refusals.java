package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.Decision;
import io.sluice.exchange.OpenAiError;
import java.util.List;

/** What a client is told whose request may go nowhere. */
final class Refusals {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private Refusals() {}

  /** Every target is forbidden. */
  static Action.Stop forbidden(List<String> rules) {
    return stop(
        new OpenAiError(
            FORBIDDEN,
            "permission_error",
            "no_model_allowed",
            "No model is allowed for this request by policy %s."
                .formatted(String.join(", ", rules))),
        Decision.of(SemanticRouter.NAME, "forbidden").with("policy", rules.getFirst()));
  }

  /** The request is too much for every target that is allowed. */
  static Action.Stop unable(List<String> missing) {
    return stop(
        new OpenAiError(
            BAD_REQUEST,
            "invalid_request_error",
            "no_model_able",
            "No model of this route can take this request: missing is %s."
                .formatted(String.join("; ", missing))),
        Decision.of(SemanticRouter.NAME, "unable").with("missing", missing.getFirst()));
  }

  /** Every target that would do was taken out of rotation by an operator. */
  static Action.Stop unavailable() {
    return stop(
        new OpenAiError(
            UNAVAILABLE,
            "server_error",
            "no_model_available",
            "Every model that may take this request is out of service. Try again later."),
        Decision.of(SemanticRouter.NAME, "unavailable"));
  }

  private static Action.Stop stop(OpenAiError error, Decision why) {
    var stop = error.toStop();
    return new Action.Stop(
        stop.status(), stop.headers(), stop.body(), List.of(new Change.Explain(why)));
  }
}
