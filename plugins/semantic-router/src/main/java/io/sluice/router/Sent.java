package io.sluice.router;

/**
 * Where a request was sent, kept until its exchange ends.
 *
 * @param target the catalog's name
 * @param admitted whether the target's health counts on hearing of it
 * @param passed whether the request left for the gateway, as far as the router knows
 */
record Sent(String target, boolean admitted, boolean passed) {}
