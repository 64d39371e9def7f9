package io.sluice.exchange;

/**
 * A text of a prompt: a message's content, a part of it, or what a tool gave.
 *
 * @param message which message it is of, from 0; -1: it stands before all of them
 * @param role who says it
 * @param text without JSON's escapes
 * @param cached whether the client had the provider cache it, or what comes after it: a changed
 *     text would be read anew, at the full price
 */
public record PromptText(int message, Role role, String text, boolean cached) {

  /** Who says a text. */
  public enum Role {
    /** Instructions of the system or the developer. */
    SYSTEM,
    USER,
    ASSISTANT,
    /** A tool or a function that the model called. */
    TOOL
  }

  /** Without content. */
  @Override
  public String toString() {
    return "PromptText[message %d, %s, %d characters]".formatted(message, role, text.length());
  }
}
