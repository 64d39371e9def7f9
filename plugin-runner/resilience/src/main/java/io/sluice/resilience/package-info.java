/** Which targets are in rotation, and calling one through the gateway. */
@NullMarked
package io.sluice.resilience;

import org.jspecify.annotations.NullMarked;
