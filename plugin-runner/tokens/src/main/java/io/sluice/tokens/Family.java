package io.sluice.tokens;

import java.util.stream.Stream;

/**
 * What is known of a family of models: how its tokens compare with o200k's, and what its chat
 * template adds. A line of {@code families.tsv}.
 */
record Family(String name, Ratios ratios, Chat chat, Tools tools) {

  /** OpenAI's own, whose vocabularies are at hand and whose templates are rules, not numbers. */
  static final Family OPENAI =
      new Family("OPENAI", new Ratios(1, 1, 1, 1, 1, 1), new Chat(3, 4, 0), new Tools(0, 0, 1));

  private static final int FIELDS = 13;

  /** Tokens per o200k token, by kind of text. */
  record Ratios(
      double english, double code, double latin, double cyrillic, double alphabets, double cjk) {

    boolean isExact() {
      return equals(OPENAI.ratios());
    }
  }

  /** Tokens once, for each message, and for each call of a tool with its result. */
  record Chat(double once, double perMessage, double perCall) {}

  /** Tokens once where there are tools, for each tool, and as a multiple of a tool's JSON. */
  record Tools(double once, double perTool, double perJson) {}

  static Family parse(String line) {
    var fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalStateException("families.tsv: not " + FIELDS + " fields: " + line);
    }
    var n = Stream.of(fields).skip(1).mapToDouble(Double::parseDouble).toArray();
    return new Family(
        fields[0],
        new Ratios(n[0], n[1], n[2], n[3], n[4], n[5]),
        new Chat(n[6], n[7], n[8]),
        new Tools(n[9], n[10], n[11]));
  }

  /** Whether the family's vocabulary is at hand. */
  boolean isExact() {
    return ratios.isExact();
  }
}
