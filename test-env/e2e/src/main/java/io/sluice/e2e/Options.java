package io.sluice.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code --name value} options of a command line. */
final class Options {

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException if an option is unknown, is given twice or has no value
   */
  static Options parse(Set<String> known, String... args) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      var name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
      if (!args[i].startsWith("--") || !known.contains(name)) {
        throw new IllegalArgumentException("unknown option " + args[i]);
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      if (values.put(name, args[i + 1]) != null) {
        throw new IllegalArgumentException(args[i] + " is given twice");
      }
    }
    return new Options(values);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  String need(String name) {
    return get(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is needed"));
  }

  int number(String name, int otherwise) {
    var value = get(name, Integer.toString(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--" + name + " must be a whole number, but was " + value, e);
    }
  }
}
