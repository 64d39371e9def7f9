/** What the prompt compressor did, told outside. */
@NullMarked
package io.sluice.runner.compressor;

import org.jspecify.annotations.NullMarked;
