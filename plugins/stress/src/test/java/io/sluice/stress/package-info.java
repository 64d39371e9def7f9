/** Runs the stress tests. */
@NullMarked
package io.sluice.stress;

import org.jspecify.annotations.NullMarked;
