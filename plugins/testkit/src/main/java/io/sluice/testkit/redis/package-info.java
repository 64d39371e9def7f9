/** Redis servers for tests, started from the redis-server on the PATH. */
@NullMarked
package io.sluice.testkit.redis;

import org.jspecify.annotations.NullMarked;
