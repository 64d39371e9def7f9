package io.sluice.extplugin.sdk;

import io.sluice.exchange.Action;

public record SdkOutcome(Action action, boolean continued) {}
