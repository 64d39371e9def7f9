/** Reading what a provider answered, in whatever dialect. */
@NullMarked
package io.sluice.exchange.answer;

import org.jspecify.annotations.NullMarked;
