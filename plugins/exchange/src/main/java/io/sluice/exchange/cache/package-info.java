/** Stored answers and the port to where they are kept. */
@NullMarked
package io.sluice.exchange.cache;

import org.jspecify.annotations.NullMarked;
