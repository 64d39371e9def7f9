/** Tests of the shared language. */
@NullMarked
package io.sluice.exchange;

import org.jspecify.annotations.NullMarked;
