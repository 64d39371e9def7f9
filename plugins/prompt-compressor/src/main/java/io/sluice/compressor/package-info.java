/** Prompt compression: what does not help to answer is left out of a prompt before it is sent. */
@NullMarked
package io.sluice.compressor;

import org.jspecify.annotations.NullMarked;
