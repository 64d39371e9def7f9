package io.sluice.exchange.asked;

import java.util.regex.Pattern;

/**
 * Files that editors put around a question: fenced blocks whose first line names a path, as
 * Continue writes, and what aider repeats after the question.
 */
record FileBlocks() implements Wrapping {

  private static final String FENCE = "```";

  /** A language and a path: {@code ```ts src/app/main.ts (10-40)}. */
  private static final Pattern NAMES_FILE =
      Pattern.compile("```\\S{0,30} \\S{0,300}[./\\\\]\\S{0,300}( \\(\\d+-\\d+\\))?\\s*");

  private static final String AIDERS_RULES = "# *SEARCH/REPLACE block* Rules:";

  @Override
  public String open(String text) {
    int rules = text.indexOf("\n" + AIDERS_RULES);
    var question = rules < 0 ? text : text.substring(0, rules);
    return question.contains(FENCE) ? withoutFiles(question) : question;
  }

  private static String withoutFiles(String text) {
    var left = new StringBuilder();
    var block = new StringBuilder();
    boolean inFile = false;
    for (var line : text.split("(?<=\n)", -1)) {
      if (inFile) {
        block.append(line);
        if (line.strip().equals(FENCE)) {
          inFile = false;
          block.setLength(0);
        }
      } else if (line.startsWith(FENCE) && NAMES_FILE.matcher(line).matches()) {
        inFile = true;
        block.append(line);
      } else {
        left.append(line);
      }
    }
    // A block that is not closed stays.
    return left.append(block).toString();
  }
}
