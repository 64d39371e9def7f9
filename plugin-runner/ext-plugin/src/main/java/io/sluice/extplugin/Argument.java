package io.sluice.extplugin;

/**
 * One argument of a query.
 *
 * @param value empty for a flag
 */
public record Argument(String name, String value) {}
