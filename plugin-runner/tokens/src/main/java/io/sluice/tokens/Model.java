package io.sluice.tokens;

/**
 * How a model reads: which template, which encoding, which image sizes.
 *
 * @param encoding the model's own, or that of which a family's counts are multiples
 */
record Model(Template template, Family family, BytePairEncoding encoding, ImageRule images) {

  /** Which rules a prompt is rendered by. */
  enum Template {
    /** No template: embeddings and text completions. */
    TEXT,
    /** GPT-3.5 and GPT-4. */
    GPT_4,
    /** GPT-4o, 4.1 and 4.5. */
    GPT_4O,
    /** OpenAI's reasoning models: GPT-5 and the o series. */
    GPT_5,
    /** OpenAI's search models, which bill texts without frames. */
    SEARCH,
    /** Any other: estimated by the family. */
    FAMILY
  }

  /** Returns how many tokens a text has for this model. */
  long count(String text) {
    long counted = encoding.count(text);
    return family.isExact() || counted == 0
        ? counted
        : Math.round(counted * TextMix.of(text).times(family.ratios()));
  }
}
