package io.sluice.router.policy;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Target;
import io.sluice.router.candidates.Candidates;
import java.util.List;
import java.util.Optional;

/** The rules of a route, all of which hold. */
public record Policy(List<Rule> rules) {

  /** The step's name in records. */
  public static final String STEP = "policy";

  public Policy {
    rules = List.copyOf(rules);
  }

  /** Removes the targets that a rule does not allow for this request. */
  public Candidates apply(Candidates candidates, ChatExchange exchange) {
    var due = rules.stream().filter(rule -> rule.when().holds(exchange)).toList();
    return due.isEmpty() ? candidates : candidates.without(STEP, target -> objection(due, target));
  }

  private static Optional<String> objection(List<Rule> due, Target target) {
    return due.stream().filter(rule -> !rule.allows(target)).map(Rule::name).findFirst();
  }
}
