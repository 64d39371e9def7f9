package io.sluice.router.steady;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A share of the requests goes another way, so that the two can be compared. Who is in which arm
 * never changes while name and shares stay.
 *
 * @param name shown in decisions
 * @param by what stays in one arm
 * @param arms their shares together are at most 1; the rest is the control, which goes as without
 *     the experiment
 */
public record Experiment(String name, Unit by, List<Arm> arms) {

  /** What stays in one arm. */
  public enum Unit {
    CONSUMER,
    CONVERSATION
  }

  private static final Map<String, Unit> UNITS =
      new TreeMap<>(Map.of("consumer", Unit.CONSUMER, "conversation", Unit.CONVERSATION));

  /** What rounding makes of shares that together are 1. */
  private static final double ROUNDING = 1e-9;

  /**
   * One way to go.
   *
   * @param name shown in decisions
   * @param share of consumers or conversations, over 0, at most 1
   * @param tier where all its requests go; empty: see the target
   * @param target where those of its requests go that would go to the target's tier; empty: see the
   *     tier
   */
  public record Arm(String name, double share, String tier, String target) {

    static Arm read(Settings settings, Catalog catalog) {
      var arm =
          new Arm(
              settings.text("name"),
              settings.number("share", 0),
              settings.text("tier", ""),
              settings.text("target", ""));
      new Problems("arm")
          .requireToken("name", arm.name)
          .require(arm.share > 0 && arm.share <= 1, "share", "over 0 and at most 1", arm.share)
          .require(
              arm.tier.isEmpty() != arm.target.isEmpty(),
              "tier",
              "there, or target, not both",
              arm.tier)
          .require(
              arm.tier.isEmpty() || catalog.tiers().contains(arm.tier),
              "tier",
              "one of " + String.join(", ", catalog.tiers()),
              arm.tier)
          .require(
              arm.target.isEmpty() || catalog.target(arm.target).isPresent(),
              "target",
              "a target of the catalog",
              arm.target)
          .throwIfAny();
      return arm;
    }
  }

  public Experiment {
    arms = List.copyOf(arms);
    var problems = new Problems("experiment").requireToken("name", name);
    problems.require(!arms.isEmpty(), "arms", "at least one arm", arms);
    var names = new HashSet<String>();
    for (int i = 0; i < arms.size(); i++) {
      var arm = arms.get(i).name();
      problems.require(
          names.add(arm) && !arm.equals("control"),
          "arms[" + i + "].name",
          "used once, and not control",
          arm);
    }
    double all = arms.stream().mapToDouble(Arm::share).sum();
    problems.require(all <= 1 + ROUNDING, "arms", "of shares that are at most 1 together", all);
    problems.throwIfAny();
  }

  /** Reads an experiment, whose tiers and targets must be the catalog's. */
  public static Experiment read(Settings settings, Catalog catalog) {
    return new Experiment(
        settings.text("name"),
        settings.choice("by", UNITS, Unit.CONSUMER),
        settings.list("arms", arm -> Arm.read(arm, catalog)));
  }

  /** Returns the arm of a request; empty for the control. */
  public Optional<Arm> arm(ChatExchange exchange) {
    double lot = Conversation.lot(name, unit(exchange));
    for (var arm : arms) {
      lot -= arm.share();
      if (lot < 0) {
        return Optional.of(arm);
      }
    }
    return Optional.empty();
  }

  private String unit(ChatExchange exchange) {
    var subject = exchange.subject();
    // All anonymous requests would be one consumer, and in one arm together.
    return by == Unit.CONSUMER && !subject.isAnonymous()
        ? subject.consumer()
        : Conversation.of(exchange, "").key();
  }
}
