package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.RoutingRecord.Removal;
import io.sluice.router.candidates.Asked;
import io.sluice.router.candidates.Candidates;
import io.sluice.router.policy.Policy;
import io.sluice.router.steady.Stickiness;
import io.sluice.router.steady.TopTierShare;
import java.util.List;
import java.util.Optional;

/**
 * The steps that choose a request's target, one after another. What an early step removes no later
 * one brings back. Thread-safe.
 */
final class Pipeline {

  private final SemanticRouterConfig config;
  private final RouterPorts ports;
  private final Rotation rotation;
  private final Wishes wishes;
  private final Ranker ranker;
  private final ExperimentStep experiment;
  private final StickyStep stickiness;
  private final TopTierStep topTier;

  Pipeline(SemanticRouterConfig config, RouterPorts ports, Rotation rotation, GuardStep guard) {
    this.config = config;
    this.ports = ports;
    this.rotation = rotation;
    this.wishes =
        new Wishes(
            config,
            IntentStep.of(config.intents(), ports.models()),
            config
                .complexity()
                .map(judged ->
                    new ComplexityStep(
                        judged,
                        ports.complexityModels().named(judged.model()),
                        ports.models(),
                        config.defaultTier())),
            guard);
    this.ranker = new Ranker(config.selection(), rotation.health());
    this.experiment = new ExperimentStep(config.experiment(), ports.observer());
    this.stickiness =
        new StickyStep(config.stickiness().map(sticky -> new Stickiness(sticky, ports.clock())));
    this.topTier =
        new TopTierStep(
            config.topTier().map(top -> new TopTierShare(top.share(), (int) top.window())),
            ports.observer());
  }

  /**
   * Decides.
   *
   * @param blind whether it does without the models: they failed, or there is no time for them
   */
  Verdict decide(Asked asked, boolean blind) {
    var deciding = new Deciding(asked, ports.catalog().get());
    var allowed =
        config.policy().apply(Candidates.of(deciding.catalog().targets()), deciding.exchange());
    if (allowed.isEmpty()) {
      return forbidden(allowed.reasons(Policy.STEP), allowed, deciding);
    }
    var able = Abilities.apply(allowed, asked);
    if (able.isEmpty()) {
      return unable(able.reasons(Abilities.STEP), able, deciding);
    }
    var wish = blind ? wishes.blindly(deciding) : wishes.of(deciding, able.left());
    if (wish.aim() instanceof Aim.AtTarget(String name) && !able.has(name)) {
      return refusedByName(name, able, deciding);
    }
    var healthy = rotation.apply(able);
    if (healthy.isEmpty()) {
      return refused(Rotation.STEP, Refusals.unavailable(), healthy, deciding);
    }
    return choose(wish, able, healthy, deciding);
  }

  private Verdict choose(Wish wish, Candidates able, Candidates healthy, Deciding deciding) {
    var ranking = ranker.rank(wish, healthy, deciding);
    ranking = experiment.apply(ranking, deciding);
    ranking = stickiness.apply(ranking, wish, deciding);
    ranking = topTier.apply(ranking, wish, deciding);
    var chosen = rotation.choose(ranking.targets());
    var target = chosen.target().target();
    noteDiversion(wish, able, target, deciding);
    if (!chosen.admitted()) {
      deciding.changed("health", "none_admitted");
    }
    stickiness.went(target, deciding);
    return new Verdict.Routed(
        chosen,
        healthy,
        deciding.decision(wish.decision()),
        deciding.record(
            ports.clock().instant(),
            config.version(),
            wish.decision(),
            healthy,
            Optional.of(target)));
  }

  /** Tells where a request would have gone if that had been well. */
  private void noteDiversion(Wish wish, Candidates able, Target target, Deciding deciding) {
    if (wish.aim() instanceof Aim.AtTier(String tier)
        && !target.tier().equals(tier)
        && able.ofTier(tier).stream().noneMatch(own -> rotation.isUp(own.name()))) {
      deciding.changed("instead_of", tier);
      ports.observer().divertedFrom(tier);
    }
  }

  private Verdict refusedByName(String name, Candidates able, Deciding deciding) {
    var removal =
        deciding
            .catalog()
            .target(name)
            .flatMap(able::removal)
            .orElseGet(() -> new Removal(Abilities.STEP, name));
    var reasons = List.of(removal.reason());
    return removal.step().equals(Policy.STEP)
        ? forbidden(reasons, able, deciding)
        : unable(reasons, able, deciding);
  }

  private Verdict forbidden(List<String> rules, Candidates left, Deciding deciding) {
    return refused(Policy.STEP, Refusals.forbidden(rules), left, deciding);
  }

  private Verdict unable(List<String> missing, Candidates left, Deciding deciding) {
    return refused(Abilities.STEP, Refusals.unable(missing), left, deciding);
  }

  private Verdict refused(String step, Action.Stop answer, Candidates left, Deciding deciding) {
    var record =
        deciding.record(
            ports.clock().instant(),
            config.version(),
            Decision.of(SemanticRouter.NAME, "refused").with("refused_by", step),
            left,
            Optional.empty());
    return new Verdict.Refused(answer, step, record);
  }
}
