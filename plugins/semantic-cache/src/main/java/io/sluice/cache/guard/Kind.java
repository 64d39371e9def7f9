package io.sluice.cache.guard;

/**
 * Things of which a question means one and not another: months, currencies.
 *
 * @param strict whether a member that only one of two questions names tells them apart
 */
record Kind(Reason reason, String name, boolean strict) {}
