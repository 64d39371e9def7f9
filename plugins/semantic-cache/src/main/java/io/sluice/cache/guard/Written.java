package io.sluice.cache.guard;

/**
 * A word as it was written, before anything is made of it.
 *
 * @param text in lower case, with a straight apostrophe
 * @param form what the characters say of it
 * @param name whether it has a capital that no sentence asked for
 * @param listed whether a comma or the like stands before it
 */
record Written(String text, Form form, boolean name, boolean listed) {

  enum Form {
    WORD,
    NUMBER,
    CODE
  }

  Written withWord(String word) {
    return new Written(word, Form.WORD, name, listed);
  }
}
