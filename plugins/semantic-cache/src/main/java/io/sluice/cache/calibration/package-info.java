/** Which similarity threshold keeps false hits rare, measured on labelled pairs of questions. */
@NullMarked
package io.sluice.cache.calibration;

import org.jspecify.annotations.NullMarked;
