package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Subject;

/**
 * Who is charged, and for what.
 *
 * @param tier empty while unknown
 * @param target empty while unknown
 */
public record Party(Subject subject, String tier, String target) {}
