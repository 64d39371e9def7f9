package io.sluice.router.cascade;

import io.sluice.exchange.answer.Choices;
import io.sluice.exchange.asked.AnswerFormat;
import io.sluice.exchange.routing.JsonSchemas;
import io.sluice.router.verifier.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The gates of a route, in the order in which an answer goes through them. Thread-safe. */
public final class Gates {

  /** Says that no gate refused. */
  public static final String ACCEPTED = "accepted";

  private final List<Gate> gates;

  private Gates(List<Gate> gates) {
    this.gates = List.copyOf(gates);
  }

  /** Returns the gates that a configuration asks for: the cheap ones first. */
  public static Gates of(GatesConfig config, JsonSchemas schemas, Verifier verifier) {
    var gates = new ArrayList<Gate>();
    gates.add(gate("failed", CheapAnswer::isServed));
    gates.add(gate("incomplete", Completeness::isComplete));
    gates.add(gate("refusal", answer -> !Refusal.isOne(answer)));
    gates.add(gate("too_short", answer -> isLongEnough(answer, config.minCharacters())));
    gates.add(gate("code_fence", answer -> Completeness.hasClosedFences(answer.text())));
    gates.add(gate("format", answer -> isOfFormat(answer, schemas)));
    gates.add(gate("repetition", answer -> !Repetition.isIn(answer.text())));
    config
        .minLogprob()
        .ifPresent(least ->
            gates.add(
                gate(
                    "logprob",
                    answer -> Choices.meanLogprob(answer.raw().body()).orElse(0) >= least)));
    if (config.samples() > 1) {
      gates.add(gate("disagreement", Agreement::isThere));
    }
    config
        .minScore()
        .ifPresent(least ->
            gates.add(
                gate(
                    "verifier",
                    answer ->
                        answer.calls()
                            || verifier.score(answer.question(), answer.text()) >= least)));
    return new Gates(gates);
  }

  /** Returns the name of the first gate that refuses an answer; empty where none does. */
  public Optional<String> refuses(CheapAnswer answer) {
    return gates.stream().filter(gate -> !gate.passed().test(answer)).map(Gate::name).findFirst();
  }

  private static boolean isLongEnough(CheapAnswer answer, long least) {
    return answer.calls() || answer.text().strip().length() >= least;
  }

  private static boolean isOfFormat(CheapAnswer answer, JsonSchemas schemas) {
    return answer.calls()
        || switch (answer.format()) {
          case AnswerFormat.Text() -> true;
          case AnswerFormat.AnyJson() -> Choices.isJson(answer.text());
          case AnswerFormat.Schema(String schema) ->
              Choices.isJson(answer.text()) && schemas.problem(schema, answer.text()).isEmpty();
        };
  }

  /** One way in which an answer may not be good enough. */
  private record Gate(String name, Predicate<CheapAnswer> passed) {}

  private static Gate gate(String name, Predicate<CheapAnswer> passed) {
    return new Gate(name, passed);
  }
}
