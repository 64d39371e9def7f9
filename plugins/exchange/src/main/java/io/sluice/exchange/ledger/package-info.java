/** What budgets are kept in: the port, and the words that its callers and adapters share. */
@NullMarked
package io.sluice.exchange.ledger;

import org.jspecify.annotations.NullMarked;
