package io.sluice.router.policy;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which requests a rule is about: those that fit everything that is listed. An empty list says
 * nothing.
 *
 * @param consumers who asks
 * @param departments the groups of who asks
 * @param routes APISIX routes
 * @param headers values of request headers, by the header's name; a client writes them
 * @param labels what earlier plugins decided, by {@code plugin.detail}: {@code
 *     ai-token-limit.reason}
 */
public record Condition(
    List<String> consumers,
    List<String> departments,
    List<String> routes,
    Map<String, List<String>> headers,
    Map<String, List<String>> labels) {

  /** About all requests. */
  static final Condition ALWAYS =
      new Condition(List.of(), List.of(), List.of(), Map.of(), Map.of());

  public Condition {
    consumers = List.copyOf(consumers);
    departments = List.copyOf(departments);
    routes = List.copyOf(routes);
    headers = Map.copyOf(headers);
    labels = Map.copyOf(labels);
  }

  static Condition read(Settings settings) {
    return new Condition(
        settings.textOrTexts("consumer"),
        settings.textOrTexts("department"),
        settings.textOrTexts("route"),
        settings.lists("header"),
        settings.lists("label"));
  }

  void check(Problems problems, String at) {
    for (var label : new TreeMap<>(labels).keySet()) {
      int dot = label.lastIndexOf('.');
      problems.require(
          dot > 0 && dot < label.length() - 1,
          at + ".label",
          "of plugin.detail, such as ai-token-limit.reason",
          label);
    }
    for (var header : new TreeMap<>(headers).entrySet()) {
      problems.require(
          !header.getValue().isEmpty(),
          at + ".header." + header.getKey(),
          "one value or more",
          "[]");
    }
  }

  boolean holds(ChatExchange exchange) {
    var subject = exchange.subject();
    return isAmong(subject.consumer(), consumers)
        && isAmong(subject.department(), departments)
        && isAmong(subject.route(), routes)
        && headers.entrySet().stream()
            .allMatch(header ->
                exchange.headers().all(header.getKey()).stream()
                    .anyMatch(header.getValue()::contains))
        && labels.entrySet().stream().allMatch(label -> isSet(exchange, label));
  }

  private static boolean isAmong(String name, List<String> names) {
    return names.isEmpty() || names.contains(name);
  }

  private static boolean isSet(ChatExchange exchange, Map.Entry<String, List<String>> label) {
    int dot = label.getKey().lastIndexOf('.');
    var plugin = label.getKey().substring(0, dot);
    var detail = label.getKey().substring(dot + 1);
    return exchange.decisions().stream()
        .filter(decision -> decision.plugin().equals(plugin))
        .map(decision -> decision.details().getOrDefault(detail, ""))
        .anyMatch(label.getValue()::contains);
  }
}
