/** A request taken apart for those who compare it with others. */
@NullMarked
package io.sluice.exchange.asked;

import org.jspecify.annotations.NullMarked;
