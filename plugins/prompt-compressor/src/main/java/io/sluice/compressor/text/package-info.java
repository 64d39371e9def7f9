/** Sentences, words and sizes of texts in any script. */
@NullMarked
package io.sluice.compressor.text;

import org.jspecify.annotations.NullMarked;
