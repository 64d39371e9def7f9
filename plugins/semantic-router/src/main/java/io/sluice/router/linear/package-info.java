/** Small regressions: fitted in seconds on a few thousand rows, evaluated in microseconds. */
@NullMarked
package io.sluice.router.linear;

import org.jspecify.annotations.NullMarked;
