package io.sluice.cache.guard;

/** Takes the endings of plural, past and gerund off an English word; in lower case. */
final class Stem {

  private Stem() {}

  static String of(String word) {
    int length = word.length();
    if (length < 4 || word.charAt(length - 1) > 'z') {
      return word;
    }
    return withoutE(withoutVerbEnding(withoutPlural(word)));
  }

  private static String withoutPlural(String word) {
    if (!word.endsWith("s") || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
      return word;
    }
    int length = word.length();
    if (word.endsWith("ies") && length > 4) {
      return word.substring(0, length - 3) + "y";
    }
    if (word.endsWith("sses")
        || word.endsWith("xes")
        || word.endsWith("ches")
        || word.endsWith("shes")) {
      return word.substring(0, length - 2);
    }
    return word.substring(0, length - 1);
  }

  private static String withoutVerbEnding(String word) {
    for (var ending : new String[] {"ing", "ed"}) {
      int rest = word.length() - ending.length();
      if (rest >= 3 && word.endsWith(ending) && hasVowel(word, rest)) {
        if (ending.equals("ed") && word.charAt(rest - 1) == 'i') {
          return word.substring(0, rest - 1) + "y";
        }
        boolean doubled =
            word.charAt(rest - 1) == word.charAt(rest - 2)
                && "bdgmnprt".indexOf(word.charAt(rest - 1)) >= 0;
        return word.substring(0, doubled ? rest - 1 : rest);
      }
    }
    return word;
  }

  private static String withoutE(String word) {
    return word.length() > 3 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
  }

  private static boolean hasVowel(String word, int end) {
    for (int i = 0; i < end; i++) {
      if ("aeiouy".indexOf(word.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
