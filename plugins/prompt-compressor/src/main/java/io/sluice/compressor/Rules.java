package io.sluice.compressor;

import io.sluice.exchange.Settings;
import java.util.Map;

/**
 * What may be done to whose words. System and developer instructions, the question and the last
 * turns are never touched, whatever these say.
 *
 * @param context what stands beside the question in the user's last message
 * @param documents what of that is marked as retrieved documents
 * @param toolResults what tools and functions gave
 * @param history the turns before
 */
record Rules(Rule context, Rule documents, Rule toolResults, Rule history) {

  static final Rules ALL = new Rules(Rule.EXTRACT, Rule.EXTRACT, Rule.EXTRACT, Rule.EXTRACT);

  private static final Map<String, Rule> WORDS = Settings.words(Rule.class);

  static Rules read(Settings settings) {
    return new Rules(
        settings.choice("context", WORDS, Rule.EXTRACT),
        settings.choice("documents", WORDS, Rule.EXTRACT),
        settings.choice("tool_results", WORDS, Rule.EXTRACT),
        settings.choice("history", WORDS, Rule.EXTRACT));
  }
}
