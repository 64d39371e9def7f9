/** What is written down of every exchange and of whatever else is to be known later. */
@NullMarked
package io.sluice.exchange.audit;

import org.jspecify.annotations.NullMarked;
