package io.sluice.exchange.answer;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Errors, in the shapes that providers and gateways give them. */
final class Errors {

  /** Where a document that is no answer may say what went wrong. */
  private static final List<String> MESSAGES =
      List.of("message", "Message", "detail", "error_msg", "errors");

  /** Those of them that may be lists. */
  private static final Set<String> LISTS = Set.of("detail", "errors");

  private Errors() {}

  /**
   * Takes a document's error, if it has one.
   *
   * @param isAnswer whether the document is part of an answer: there, only {@code error} is one
   */
  static void read(JsonNode document, boolean isAnswer, Draft draft) {
    var error = document.path("error");
    if (error.isObject() || error.isString()) {
      draft.error(message(error));
    } else if (!isAnswer) {
      MESSAGES.stream()
          .filter(key -> document.path(key).isString() || isListOfErrors(key, document))
          .findFirst()
          .ifPresent(key -> draft.error(message(document.path(key))));
    }
  }

  private static boolean isListOfErrors(String key, JsonNode document) {
    return LISTS.contains(key) && document.path(key).isArray() && !document.path(key).isEmpty();
  }

  private static String message(JsonNode error) {
    if (error.isArray()) {
      return message(error.path(0));
    }
    if (error.isObject()) {
      return error.path("message").asString(error.path("msg").asString(""));
    }
    return error.asString("");
  }
}
