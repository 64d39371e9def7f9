/** What every token ledger has to do, as tests that its adapters inherit. */
@NullMarked
package io.sluice.testkit.ledger;

import org.jspecify.annotations.NullMarked;
