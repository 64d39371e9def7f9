package io.sluice.runner.admin;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.routing.DecisionLog;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/v1/decisions}: why requests went where they went. */
@RestController
public final class DecisionsController {

  private final DecisionLog decisions;

  public DecisionsController(DecisionLog decisions) {
    this.decisions = decisions;
  }

  @GetMapping("/admin/v1/decisions/{id}")
  Object get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
    return decisions
        .find(new RequestId(id))
        .map(DecisionView::of)
        .orElseThrow(() ->
            new RefusedException(
                HttpStatus.NOT_FOUND,
                "not_found",
                "no decision on request %s is kept".formatted(id)));
  }
}
