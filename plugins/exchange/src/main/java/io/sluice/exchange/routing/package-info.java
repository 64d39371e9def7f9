/** What choosing a target needs of the world, and what is told of a choice. */
@NullMarked
package io.sluice.exchange.routing;

import org.jspecify.annotations.NullMarked;
