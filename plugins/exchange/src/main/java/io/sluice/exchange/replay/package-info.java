/**
 * What a provider answered, recorded where it may be kept, and replayed as the next client asks.
 */
@NullMarked
package io.sluice.exchange.replay;

import org.jspecify.annotations.NullMarked;
