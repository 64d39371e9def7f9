package io.sluice.tokenlimit.quota;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The words that stand for the constants of an enum, in its order. */
final class Words {

  private Words() {}

  static <T> Map<String, T> of(T[] values, Function<T, String> word) {
    var words = new LinkedHashMap<String, T>();
    for (T value : values) {
      words.put(word.apply(value), value);
    }
    return Collections.unmodifiableMap(words);
  }
}
