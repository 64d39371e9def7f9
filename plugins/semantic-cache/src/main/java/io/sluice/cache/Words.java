package io.sluice.cache;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The words that a configuration has for an enum's values. */
final class Words {

  private Words() {}

  /** Returns the values by their names in lower case, in their order. */
  static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
    var words = new LinkedHashMap<String, E>();
    for (var value : type.getEnumConstants()) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return words;
  }
}
