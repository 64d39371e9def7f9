/** Budgets and quotas in Redis, shared by the runners of several gateways. */
@NullMarked
package io.sluice.redis;

import org.jspecify.annotations.NullMarked;
