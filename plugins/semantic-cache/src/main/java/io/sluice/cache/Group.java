package io.sluice.cache;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import java.util.List;

/**
 * Consumers that share answers.
 *
 * @param name groups of the same name on other routes are the same
 * @param consumers members by their name as APISIX consumers
 * @param departments whose consumers are members
 */
record Group(String name, List<String> consumers, List<String> departments) {

  Group {
    consumers = List.copyOf(consumers);
    departments = List.copyOf(departments);
    new Problems(SemanticCache.NAME)
        .requireToken("name", name)
        .require(
            !consumers.isEmpty() || !departments.isEmpty(),
            "consumers",
            "at least one consumer or department",
            consumers)
        .throwIfAny();
  }

  static Group read(Settings settings) {
    return new Group(
        settings.text("name"), settings.texts("consumers"), settings.texts("departments"));
  }

  boolean has(Subject subject) {
    return consumers.contains(subject.consumer()) || departments.contains(subject.department());
  }
}
