/** Posting log entries in batches, as the http-logger of APISIX does. */
@NullMarked
package io.sluice.gateway.logger;

import org.jspecify.annotations.NullMarked;
