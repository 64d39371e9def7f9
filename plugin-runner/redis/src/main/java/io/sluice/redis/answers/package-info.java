/** Stored answers in Redis, shared by the runners of several gateways. */
@NullMarked
package io.sluice.redis.answers;

import org.jspecify.annotations.NullMarked;
