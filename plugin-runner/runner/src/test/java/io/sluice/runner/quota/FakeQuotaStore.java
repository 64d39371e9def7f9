package io.sluice.runner.quota;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.QuotaStore;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A store in memory that can be made to fail. */
public final class FakeQuotaStore implements QuotaStore {

  private final Map<String, Stored> budgets = new TreeMap<>();
  private long revision;
  private boolean away;

  public void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public long revision() {
    ask();
    return revision;
  }

  @Override
  public Map<String, Stored> all() {
    ask();
    return Map.copyOf(budgets);
  }

  @Override
  public OptionalLong put(String name, String json, OptionalLong expected) {
    ask();
    if (expected.isPresent() && expected.getAsLong() != version(name)) {
      return OptionalLong.empty();
    }
    budgets.put(name, new Stored(json, ++revision));
    return OptionalLong.of(revision);
  }

  @Override
  public boolean delete(String name, OptionalLong expected) {
    ask();
    if (!budgets.containsKey(name)
        || (expected.isPresent() && expected.getAsLong() != version(name))) {
      return false;
    }
    budgets.remove(name);
    revision++;
    return true;
  }

  private long version(String name) {
    var stored = budgets.get(name);
    return stored == null ? ABSENT : stored.version();
  }

  private void ask() {
    if (away) {
      throw new DependencyException("fake", "answer", new IOException("connection refused"));
    }
  }
}
