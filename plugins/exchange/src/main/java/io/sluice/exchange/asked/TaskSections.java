package io.sluice.exchange.asked;

/**
 * Open WebUI's templates, which begin with {@code ### Task:}. With retrieved text, the person's
 * words follow it; a task of the client's own (a title, tags, search terms) is its first section.
 */
record TaskSections() implements Wrapping {

  private static final String TASK = "### Task:";
  private static final String RETRIEVED = "</context>";

  @Override
  public String open(String text) {
    var stripped = text.stripLeading();
    if (!stripped.startsWith(TASK)) {
      return text;
    }
    int retrieved = stripped.lastIndexOf(RETRIEVED);
    if (retrieved >= 0) {
      var after = stripped.substring(retrieved + RETRIEVED.length());
      if (!after.isBlank()) {
        return after;
      }
    }
    int next = stripped.indexOf("\n### ");
    return stripped.substring(TASK.length(), next < 0 ? stripped.length() : next);
  }
}
