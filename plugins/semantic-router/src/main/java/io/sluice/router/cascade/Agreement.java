package io.sluice.router.cascade;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether several answers of one model to one question say the same. */
final class Agreement {

  /** Of the words of two answers, by Jaccard's index. */
  private static final double ENOUGH = 0.5;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

  private Agreement() {}

  /** Returns whether all answers have the same last number, if any, and much the same words. */
  static boolean isThere(CheapAnswer answer) {
    var texts = answer.read().texts();
    if (answer.calls() || texts.size() < 2) {
      // A provider that gives one answer only has not been contradicted.
      return true;
    }
    return texts.stream().skip(1).allMatch(other -> agree(texts.getFirst(), other));
  }

  private static boolean agree(String one, String other) {
    return lastNumber(one).equals(lastNumber(other))
        && (one.strip().equalsIgnoreCase(other.strip()) || likeness(one, other) >= ENOUGH);
  }

  private static String lastNumber(String text) {
    List<String> numbers = NUMBER.matcher(text).results().map(found -> found.group()).toList();
    return numbers.isEmpty() ? "" : numbers.getLast().replace(",", "");
  }

  private static double likeness(String one, String other) {
    var words = words(one);
    var others = words(other);
    var all = new HashSet<>(words);
    all.addAll(others);
    words.retainAll(others);
    return all.isEmpty() ? 1 : (double) words.size() / all.size();
  }

  private static Set<String> words(String text) {
    var words = new HashSet<String>();
    WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> words.add(word.group()));
    return words;
  }
}
