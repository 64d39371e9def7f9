package io.sluice.cache.guard;

import java.util.Locale;

/** Why two questions are held to differ; a closed set, fit for headers, audit and metric tags. */
public enum Reason {
  /** A number is another, or is in one question only. */
  NUMBER,
  /** A month, weekday, time of day or span of time is another. */
  DATE,
  /** A unit of measurement is another. */
  UNIT,
  /** One of them is negated. */
  NEGATION,
  /** They hold opposites: increase and decrease, with and without. */
  POLARITY,
  /** A name, place, currency, product or other thing of its kind is another. */
  ENTITY,
  /** The same things stand in another order: who beat whom. */
  ORDER,
  /** From and to are exchanged, or left is right. */
  DIRECTION,
  /** All, some, at least, at most. */
  QUANTIFIER,
  /** More and less, best and worst. */
  COMPARISON,
  /** One asks who, the other when. */
  TARGET,
  /** They are, or ask for an answer, in different languages. */
  LANGUAGE,
  /** An identifier, path, option or piece of code is another. */
  CODE,
  /** A quoted text is another. */
  QUOTE,
  /** They say the same but for a word that is unknown to be a synonym, or too few words agree. */
  WORD,
  /** A question is too long to compare word by word. */
  LENGTH;

  /** Returns the name as it is shown: in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
