package io.sluice.gateway.exchange;

import java.util.Optional;

/** Who sent the request, as authentication found. */
public record Consumer(String username, Optional<String> groupId) {}
