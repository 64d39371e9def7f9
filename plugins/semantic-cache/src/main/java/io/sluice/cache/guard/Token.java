package io.sluice.cache.guard;

/**
 * A word, number or piece of code of a question.
 *
 * @param text in lower case, short forms written out; the words of a phrase joined by {@code _}
 * @param key what is compared: a number's value, a word's stem or its synonym's
 * @param name whether it was written as a name: a capital that no sentence asked for
 * @param listed whether a separator that makes order free ("and", "or", a comma) stands before it
 */
record Token(Sort sort, String text, String key, boolean name, boolean listed) {

  enum Sort {
    /** A word that carries meaning. */
    CONTENT,
    /** A word that carries grammar. */
    FUNCTION,
    NUMBER,
    /**
     * A number word that is often none: "one", "second". Its {@code key} is a number all the same.
     */
    WEAK_NUMBER,
    CODE
  }

  boolean isNumber() {
    return sort == Sort.NUMBER || sort == Sort.WEAK_NUMBER;
  }

  boolean isContent() {
    return sort != Sort.FUNCTION;
  }
}
