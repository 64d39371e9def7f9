package io.sluice.runner.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names that the runner knows, and what somebody may have meant who wrote another. */
final class KnownNames {

  /** More slips than these make another word. */
  private static final int SLIPS = 3;

  private final SortedSet<String> names;

  KnownNames(Collection<String> names) {
    this.names = new TreeSet<>(names);
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** Returns the known name that is nearest to a wrong one. */
  Optional<String> closest(String name) {
    return names.stream()
        .filter(known -> distance(known, name) <= Math.min(SLIPS, known.length() / 3))
        .min(Comparator.comparingInt(known -> distance(known, name)));
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }

  /** Levenshtein's: how many letters to add, remove or replace. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
