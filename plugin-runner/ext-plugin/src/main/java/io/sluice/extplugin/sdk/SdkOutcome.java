package io.sluice.extplugin.sdk;

import io.sluice.exchange.Action;

/**
 * What a filter did.
 *
 * @param action pass, rewrite or stop
 * @param continued whether it called the chain; if not, the SDK's filters that follow are skipped
 */
public record SdkOutcome(Action action, boolean continued) {}
