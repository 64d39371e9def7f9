/** Words that a kept sentence can do without. */
@NullMarked
package io.sluice.compressor.prune;

import org.jspecify.annotations.NullMarked;
