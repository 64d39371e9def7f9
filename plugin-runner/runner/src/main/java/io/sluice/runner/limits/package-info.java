/**
 * What the token limits need of the process: metrics, alerts, and somebody to tell the ledger
 * later.
 */
@NullMarked
package io.sluice.runner.limits;

import org.jspecify.annotations.NullMarked;
