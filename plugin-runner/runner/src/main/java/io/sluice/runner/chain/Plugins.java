package io.sluice.runner.chain;

import io.sluice.exchange.Plugin;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

/** What routes can name: Sluice's plugins, and filters written for the published Java runner. */
public final class Plugins {

  private final Map<String, Plugin<?>> plugins;
  private final Map<String, PluginFilter> filters;

  /**
   * @throws IllegalStateException if two have the same name
   */
  public Plugins(Collection<Plugin<?>> plugins, Collection<PluginFilter> filters) {
    this.plugins =
        plugins.stream().collect(Collectors.toUnmodifiableMap(Plugin::name, Function.identity()));
    this.filters =
        filters.stream()
            .collect(Collectors.toUnmodifiableMap(PluginFilter::name, Function.identity()));
    this.filters.keySet().stream()
        .filter(this.plugins::containsKey)
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalStateException("a filter has the name of a plugin: " + name);
        });
  }

  Optional<Plugin<?>> plugin(String name) {
    return Optional.ofNullable(plugins.get(name));
  }

  Optional<PluginFilter> filter(String name) {
    return Optional.ofNullable(filters.get(name));
  }

  String names() {
    var names = new TreeSet<>(plugins.keySet());
    names.addAll(filters.keySet());
    return String.join(", ", names);
  }
}
