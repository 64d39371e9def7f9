package io.sluice.exchange.asked;

import java.util.HashSet;
import java.util.Set;

/**
 * Blocks between tags of certain names, such as {@code <environment_details>…</…>}. A tag counts
 * where it begins a line or follows another block: people write about tags too.
 *
 * <p>Every method takes time linear in the text.
 */
record Tags(Set<String> names) {

  private static final int LONGEST_NAME = 40;

  /** What clients add of their own: never the person's words. */
  static final Tags CLIENTS =
      new Tags(
          Set.of(
              // Cline, Roo Code.
              "environment_details",
              "file_content",
              "folder_content",
              "final_file_content",
              "explicit_instructions",
              // Claude Code.
              "system-reminder",
              "command-message",
              "command-name",
              "local-command-stdout",
              "local-command-caveat",
              "ide_selection",
              "ide_opened_file",
              // Cursor.
              "additional_data",
              "attached_files",
              "open_and_recently_viewed_files",
              "image_files",
              "user_info",
              "git_status",
              "project_layout",
              "rules",
              "user_rules",
              "agent_skills",
              "agent_transcripts",
              "mcp_file_system",
              "system_reminder",
              "timestamp",
              // Copilot.
              "attachments",
              "attachment",
              "editorContext",
              "reminderInstructions",
              "reminder",
              "environment_info",
              "workspace_info",
              "repoContext",
              // Codex.
              "environment_context",
              "user_instructions",
              // Open WebUI, and retrieval everywhere.
              "context",
              "documents",
              "document",
              "sources",
              "retrieved_context",
              "relevant_content",
              "chat_history",
              "conversation_history"));

  /** Returns the text without such blocks; one that is not closed stays. */
  String cutFrom(String text) {
    if (text.indexOf("</") < 0) {
      return text;
    }
    var left = new StringBuilder();
    var unclosed = new HashSet<String>();
    int kept = 0;
    for (int at = text.indexOf('<'); at >= 0; ) {
      int end = startsLine(text, kept, at) ? endOfBlock(text, at, unclosed) : -1;
      if (end > 0) {
        left.append(text, kept, at);
        kept = end;
      }
      at = text.indexOf('<', Math.max(end, at + 1));
    }
    return kept == 0 ? text : left.append(text, kept, text.length()).toString();
  }

  /** Returns whether there is nothing but such blocks. */
  boolean holdsAllOf(String text) {
    return cutFrom(text).isBlank();
  }

  private static boolean startsLine(String text, int from, int at) {
    for (int i = at - 1; i >= from && i >= at - LONGEST_NAME; i--) {
      char c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (!Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }

  private int endOfBlock(String text, int at, Set<String> unclosed) {
    int end = at + 1;
    while (end < text.length() && end <= at + LONGEST_NAME && isName(text.charAt(end))) {
      end++;
    }
    var name = text.substring(at + 1, end);
    if (!names.contains(name) || unclosed.contains(name)) {
      return -1;
    }
    var close = "</" + name + ">";
    int closes = text.indexOf(close, end);
    if (closes < 0) {
      // Not to be looked for again: a thousand of them would take a thousand passes.
      unclosed.add(name);
      return -1;
    }
    return closes + close.length();
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
