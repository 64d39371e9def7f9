package io.sluice.testkit;

/** One header line of a request, as it came: case kept, repeats not joined. */
public record Header(String name, String value) {}
