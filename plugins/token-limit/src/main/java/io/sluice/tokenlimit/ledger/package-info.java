/** Ledgers that need no server, and what stands in for one that is away. */
@NullMarked
package io.sluice.tokenlimit.ledger;

import org.jspecify.annotations.NullMarked;
