package io.sluice.exchange.asked;

/**
 * Words between tags that name them as the person's, {@code <user_query>…</user_query>}; the last
 * such block counts.
 *
 * @param byAgentOnly whether the tag's name is too common to count in a text that does not look
 *     like an agent's
 */
record Quoted(String name, boolean byAgentOnly) implements Wrapping {

  static Quoted anywhere(String name) {
    return new Quoted(name, false);
  }

  /** A tag that counts where it begins the text, or beside what agents add. */
  static Quoted byAgent(String name) {
    return new Quoted(name, true);
  }

  @Override
  public String open(String text) {
    int close = text.lastIndexOf("</" + name + ">");
    int tag = close < 0 ? -1 : text.lastIndexOf("<" + name + ">", close);
    if (tag < 0 || (byAgentOnly && !isAgents(text))) {
      return text;
    }
    return text.substring(tag + name.length() + 2, close);
  }

  private boolean isAgents(String text) {
    return text.stripLeading().startsWith("<" + name + ">")
        || text.contains("<environment_details>")
        || MachineWords.isResult(text.stripLeading());
  }
}
