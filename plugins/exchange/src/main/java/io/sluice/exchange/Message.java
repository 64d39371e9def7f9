package io.sluice.exchange;

/**
 * One message of a conversation.
 *
 * @param role as the client wrote it: system, developer, user, assistant, tool
 * @param text its text; parts are joined by line breaks, parts that are not text left out
 */
public record Message(String role, String text) {}
