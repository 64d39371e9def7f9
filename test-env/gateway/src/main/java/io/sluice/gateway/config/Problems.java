package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a configuration, so that it can be told at once. */
public final class Problems {

  private final List<String> list = new ArrayList<>();

  public void add(String where, String message) {
    list.add(where + ": " + message);
  }

  public boolean none() {
    return list.isEmpty();
  }

  public List<String> list() {
    return List.copyOf(list);
  }
}
