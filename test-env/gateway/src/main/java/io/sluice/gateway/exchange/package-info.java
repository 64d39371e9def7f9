/** One request on its way through the gateway stand-in: what came, where it goes, what was sent. */
@NullMarked
package io.sluice.gateway.exchange;

import org.jspecify.annotations.NullMarked;
