package io.sluice.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the catalog says about tiers, targets and their prices.
 *
 * @param tiers cheapest first
 */
record PriceList(List<String> tiers, List<Target> targets) {

  /**
   * A model and its prices.
   *
   * @param input USD per million prompt tokens
   * @param cachedInput USD per million prompt tokens that the provider had cached
   * @param output USD per million completion tokens
   */
  record Target(
      String name, String tier, String model, double input, double cachedInput, double output) {

    /** Returns the price of an answer in USD. */
    double cost(Usage usage) {
      return ((usage.prompt() - usage.cached()) * input
              + usage.cached() * cachedInput
              + usage.completion() * output)
          / 1_000_000;
    }
  }

  /**
   * The tokens that a provider counted.
   *
   * @param cached those of the prompt that it had cached
   */
  record Usage(long prompt, long cached, long completion) {}

  PriceList {
    tiers = List.copyOf(tiers);
    targets = List.copyOf(targets);
    if (tiers.isEmpty() || targets.isEmpty()) {
      throw new IllegalArgumentException("a catalog without tiers or targets");
    }
  }

  static PriceList load(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  static PriceList parse(String yaml) {
    var root = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    var targets = new ArrayList<Target>();
    for (var entry : list(root.get("targets"))) {
      var target = map(entry);
      var price = map(target.get("price"));
      double input = number(price, "input");
      targets.add(
          new Target(
              string(target, "name"),
              string(target, "tier"),
              string(target, "model"),
              input,
              price.containsKey("cached_input") ? number(price, "cached_input") : input,
              number(price, "output")));
    }
    return new PriceList(list(root.get("tiers")).stream().map(String::valueOf).toList(), targets);
  }

  Optional<Target> target(String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }

  /** Returns what everything would be sent to without routing. */
  Target mostExpensive() {
    return targets.stream()
        .max(
            Comparator.comparingInt((Target target) -> tiers.indexOf(target.tier()))
                .thenComparingDouble(target -> target.input() + target.output()))
        .orElseThrow();
  }

  private static Map<?, ?> map(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("a mapping was expected, but was " + node);
  }

  private static List<?> list(@Nullable Object node) {
    if (node instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("a list was expected, but was " + node);
  }

  private static String string(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> "no " + key + " in " + map).toString();
  }

  private static double number(Map<?, ?> map, String key) {
    return Double.parseDouble(string(map, key));
  }
}
