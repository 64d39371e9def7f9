package io.sluice.exchange.asked;

import java.util.List;

/** One way in which clients wrap a person's words. */
interface Wrapping {

  /** Every way that is known, in the order in which they are looked for. */
  List<Wrapping> ALL =
      List.of(
          // Cursor and Open WebUI, Cline and others, Copilot: the client says which words they are.
          Quoted.anywhere("user_query"),
          Quoted.anywhere("userRequest"),
          Quoted.anywhere("user_message"),
          Quoted.anywhere("user_input"),
          Quoted.byAgent("feedback"),
          Quoted.byAgent("answer"),
          Quoted.byAgent("task"),
          new TaskSections(),
          Tags.CLIENTS::cutFrom,
          new Labelled(),
          new FileBlocks());

  /**
   * Returns the text without this wrapping, and the same text where it is not wrapped so. Takes
   * time linear in the text.
   */
  String open(String text);

  /** Returns what is left without any known wrapping; never empty for a text that is not. */
  static String unwrap(String text) {
    var words = text;
    for (var wrapping : ALL) {
      var opened = wrapping.open(words);
      words = saysSomething(opened) ? opened : words;
    }
    return words.equals(text) ? text : words.strip();
  }

  private static boolean saysSomething(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
