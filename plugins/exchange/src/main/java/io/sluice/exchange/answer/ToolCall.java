package io.sluice.exchange.answer;

/**
 * A tool that the model called.
 *
 * @param name as the model gave it; may be empty
 * @param arguments as the model wrote them, mostly JSON; may be empty
 */
public record ToolCall(String name, String arguments) {}
