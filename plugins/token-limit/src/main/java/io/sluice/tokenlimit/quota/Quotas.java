package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All budgets that are in force; immutable. */
public final class Quotas {

  /** No budget at all. */
  public static final Quotas NONE = new Quotas(List.of());

  private final List<Budget> budgets;

  /** Where a budget that names somebody is found: under each name of its first dimension. */
  private final Map<Dimension, Map<String, List<Placed>>> named = new EnumMap<>(Dimension.class);

  private final Map<String, Budget> byName = new HashMap<>();
  private final List<Placed> forAll = new ArrayList<>();

  private record Placed(int position, Budget budget) {}

  /**
   * @param budgets with different names
   */
  public Quotas(List<Budget> budgets) {
    this.budgets = List.copyOf(budgets);
    var problems = new Problems("quotas");
    var names = new HashSet<String>();
    for (int i = 0; i < this.budgets.size(); i++) {
      var budget = this.budgets.get(i);
      problems.require(
          names.add(budget.name()),
          "budgets[" + i + "].name",
          "different from the others",
          budget.name());
      byName.put(budget.name(), budget);
      place(new Placed(i, budget));
    }
    problems.throwIfAny();
  }

  private void place(Placed placed) {
    var first = placed.budget().covers().names().entrySet().stream().findFirst();
    if (first.isEmpty()) {
      forAll.add(placed);
      return;
    }
    var byName = named.computeIfAbsent(first.get().getKey(), dimension -> new HashMap<>());
    first
        .get()
        .getValue()
        .forEach(name -> byName.computeIfAbsent(name, some -> new ArrayList<>()).add(placed));
  }

  /**
   * Reads the budgets of a file.
   *
   * @param yaml the text of {@code quotas.yaml}
   * @param catalog the tiers and targets that there are
   * @throws io.sluice.exchange.InvalidConfigException with every problem of the file
   */
  public static Quotas parse(String yaml, Catalog catalog) {
    return Settings.parseYaml(
        "quotas",
        yaml,
        settings -> new Quotas(settings.list("budgets", budget -> Budget.read(budget, catalog))));
  }

  /** Returns the budgets in the order in which they were given. */
  public List<Budget> budgets() {
    return budgets;
  }

  /** Returns the budget that an account is one of; empty when it is no longer in force. */
  public Optional<Budget> budgetOf(String accountKey) {
    return AccountKey.parse(accountKey)
        .flatMap(key -> Optional.ofNullable(byName.get(key.budget())))
        .filter(budget -> budget.accountOf(accountKey).isPresent());
  }

  /** Returns the budgets that cover a party, in their order, each with the party's account. */
  public List<Covering> covering(Party party) {
    var candidates = new ArrayList<>(forAll);
    named.forEach((dimension, byName) ->
        candidates.addAll(byName.getOrDefault(dimension.of(party), List.of())));
    return candidates.stream()
        .filter(placed -> placed.budget().covers(party))
        .sorted(Comparator.comparingInt(Placed::position))
        .map(placed -> new Covering(placed.budget(), placed.budget().account(party)))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quotas quotas && quotas.budgets.equals(budgets);
  }

  @Override
  public int hashCode() {
    return budgets.hashCode();
  }

  @Override
  public String toString() {
    return "Quotas" + budgets;
  }
}
