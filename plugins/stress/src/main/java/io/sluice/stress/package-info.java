/** Two threads that meet in a ledger: which outcomes there may be. */
@NullMarked
package io.sluice.stress;

import org.jspecify.annotations.NullMarked;
