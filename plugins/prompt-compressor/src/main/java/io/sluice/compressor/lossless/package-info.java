/** What says the same in fewer tokens. */
@NullMarked
package io.sluice.compressor.lossless;

import org.jspecify.annotations.NullMarked;
