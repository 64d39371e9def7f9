package io.sluice.exchange.asked;

import java.util.List;
import java.util.Locale;

/**
 * Templates of retrieval and of ReAct loops, where {@code Question:} or the like begins the line
 * with the person's words: LangChain, LlamaIndex and many of their kind.
 *
 * <p>A label alone proves nothing; the text must say that it is about a context, too.
 */
record Labelled() implements Wrapping {

  private static final List<String> QUESTION =
      List.of(
          "question:",
          "user question:",
          "new question:",
          "[question]",
          "query:",
          "user query:",
          "follow up input:",
          "follow up question:",
          "frage:",
          "pregunta:",
          "问题:",
          "问题：",
          "用户问题:",
          "用户问题：");

  /** What comes after the person's words. */
  private static final List<String> NEXT =
      List.of(
          "answer",
          "helpful answer",
          "[answer]",
          "thought:",
          "response:",
          "assistant:",
          "standalone question:",
          "context:",
          "[context]",
          "instructions:",
          "antwort:",
          "respuesta:",
          "答案",
          "回答");

  private static final List<String> MARKS =
      List.of(
          "context",
          "begin!\n",
          "given the following conversation",
          "retrieved",
          "documents:",
          "已知信息",
          "上下文",
          "参考");

  /** Where marks are looked for: at the beginning, and just before the question. */
  private static final int NEAR = 1_500;

  private static final String LONGEST = "standalone question:";

  @Override
  public String open(String text) {
    int last = -1;
    for (int line = 0; line >= 0 && line < text.length(); line = next(text, line)) {
      last = label(text, line, QUESTION) > 0 ? line : last;
    }
    if (last < 0 || !isMarked(text, last)) {
      return text;
    }
    int begin = label(text, last, QUESTION);
    int line = next(text, last);
    while (line >= 0 && line < text.length() && label(text, line, NEXT) < 0) {
      line = next(text, line);
    }
    return text.substring(begin, line < 0 ? text.length() : line);
  }

  private static int next(String text, int line) {
    int end = text.indexOf('\n', line);
    return end < 0 ? -1 : end + 1;
  }

  /** Returns where a label of the line ends; -1 if the line begins with none. */
  private static int label(String text, int line, List<String> labels) {
    int start = line;
    while (start < text.length() && start < line + 40 && text.charAt(start) == ' ') {
      start++;
    }
    var head =
        text.substring(start, Math.min(text.length(), start + LONGEST.length()))
            .toLowerCase(Locale.ROOT);
    for (var label : labels) {
      if (head.startsWith(label)) {
        return start + label.length();
      }
    }
    return -1;
  }

  private static boolean isMarked(String text, int question) {
    var near =
        text.substring(0, Math.min(text.length(), NEAR))
            + text.substring(Math.max(0, question - NEAR), question);
    var lower = near.toLowerCase(Locale.ROOT);
    return MARKS.stream().anyMatch(lower::contains);
  }
}
