/** Checks a file of routes without a gateway. */
@NullMarked
package io.sluice.runner.check;

import org.jspecify.annotations.NullMarked;
