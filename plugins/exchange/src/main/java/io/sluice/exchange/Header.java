package io.sluice.exchange;

/** One header as it stands on the wire. */
public record Header(String name, String value) {}
