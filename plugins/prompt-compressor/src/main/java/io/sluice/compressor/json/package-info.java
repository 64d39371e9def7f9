/** JSON as it stands in a text: where it is, whether it is valid, what it is built of. */
@NullMarked
package io.sluice.compressor.json;

import org.jspecify.annotations.NullMarked;
